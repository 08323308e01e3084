import type { ComponentProps, ReactNode } from "react";
import { buttonClass, type ButtonSize, type ButtonVariant } from "./button";
import { cn } from "./cn";
import { Tooltip } from "./tooltip";

const SQUARES = {
  sm: "w-[22px] px-0",
  md: "w-7 px-0",
  lg: "w-9 px-0",
  touch: "w-11 px-0",
} as const satisfies Record<ButtonSize, string>;

interface IconButtonProps extends Omit<ComponentProps<"button">, "aria-label" | "children"> {
  /** Its name, for screen readers and as tooltip. */
  readonly label: string;
  /** Shown in the tooltip beside the name. */
  readonly shortcut?: string;
  readonly variant?: ButtonVariant;
  readonly size?: ButtonSize;
  readonly children: ReactNode;
}

export function IconButton({
  label,
  shortcut,
  variant = "quiet",
  size = "md",
  className,
  type,
  children,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip content={label} {...(shortcut && { shortcut })}>
      <button
        {...rest}
        type={type ?? "button"}
        aria-label={label}
        className={cn(buttonClass({ variant, size }).replace(/\bpx-\S+/, ""), SQUARES[size], className)}
      >
        {children}
      </button>
    </Tooltip>
  );
}
