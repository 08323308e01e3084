import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";
import { Glyph } from "./glyph";

export type ButtonVariant = "primary" | "default" | "quiet" | "destructive" | "destructive-solid" | "chosen";
export type ButtonSize = "sm" | "md" | "lg" | "touch";

const VARIANTS = {
  primary: "border-accent bg-accent text-on-accent hover:bg-[color-mix(in_srgb,var(--text)_12%,var(--accent))]",
  default: "border-line-strong bg-surface text-ink hover:bg-[color-mix(in_srgb,var(--text)_5%,var(--surface))]",
  quiet: "border-transparent bg-transparent text-muted hover:bg-hover hover:text-ink",
  /** A switch that is on, a filter that is set. */
  chosen: "border-accent-line bg-accent-soft text-accent",
  destructive:
    "border-[color-mix(in_srgb,var(--fail)_42%,var(--surface))] bg-surface text-fail hover:bg-[color-mix(in_srgb,var(--text)_5%,var(--surface))]",
  "destructive-solid": "border-fail bg-fail text-on-status hover:bg-[color-mix(in_srgb,var(--text)_12%,var(--fail))]",
} as const satisfies Record<ButtonVariant, string>;

const SIZES = {
  sm: "h-[22px] gap-1 px-2 text-small",
  md: "h-7 gap-1.5 px-2.5 text-control",
  lg: "h-9 gap-2 px-3.5 text-[13.5px]",
  touch: "h-11 gap-2 rounded-lg px-4 text-[14px]",
} as const satisfies Record<ButtonSize, string>;

const BASE =
  "relative inline-flex shrink-0 items-center justify-center rounded-md border font-medium whitespace-nowrap select-none " +
  "disabled:cursor-not-allowed disabled:text-faint not-aria-busy:aria-disabled:cursor-not-allowed " +
  "not-aria-busy:aria-disabled:text-faint " +
  "[&_svg]:shrink-0 [&_svg:not([class*=size-])]:size-[15px]";

/** Grey where it had a ground of its own; a quiet button has none. */
const DISABLED =
  "disabled:border-line disabled:bg-sunken not-aria-busy:aria-disabled:border-line not-aria-busy:aria-disabled:bg-sunken";

/** The look of a button, for links and triggers that are not `<button>`. */
export function buttonClass(options: { variant?: ButtonVariant; size?: ButtonSize; className?: string } = {}): string {
  const variant = options.variant ?? "default";
  return cn(
    BASE,
    VARIANTS[variant],
    variant === "quiet" ? "disabled:opacity-50" : DISABLED,
    SIZES[options.size ?? "md"],
    options.className,
  );
}

interface ButtonProps extends ComponentProps<"button"> {
  readonly variant?: ButtonVariant;
  readonly size?: ButtonSize;
  /** Sent and not answered yet: shows a spinner, stays focusable and ignores further clicks. */
  readonly pending?: boolean;
  readonly children: ReactNode;
}

export function Button({ variant, size, pending = false, className, children, onClick, type, ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={type ?? "button"}
      aria-disabled={pending || rest["aria-disabled"]}
      aria-busy={pending || undefined}
      className={buttonClass({
        ...(variant && { variant }),
        ...(size && { size }),
        className: cn(pending && "cursor-progress", className),
      })}
      onClick={(event) => {
        if (pending) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {pending && <Glyph name="running" />}
      {children}
    </button>
  );
}

interface LinkButtonProps extends ComponentProps<typeof Link> {
  readonly variant?: ButtonVariant;
  readonly size?: ButtonSize;
}

/** Goes somewhere, looks like a button. */
export function LinkButton({ variant, size, className, ...rest }: LinkButtonProps) {
  return (
    <Link
      {...rest}
      className={buttonClass({ ...(variant && { variant }), ...(size && { size }), ...(className && { className }) })}
    />
  );
}
