"use client";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";
import { CONTROL_CLASS, useFieldAttributes } from "./field";

interface InputProps extends ComponentProps<"input"> {
  /** Monospaced, for ids, names and code. */
  readonly mono?: boolean;
  /** An icon before the text. */
  readonly icon?: ReactNode;
  readonly boxClassName?: string;
}

export function Input({ mono = false, icon, className, boxClassName, ...rest }: InputProps) {
  const attributes = useFieldAttributes();
  const input = (
    <input
      autoComplete="off"
      {...attributes}
      {...rest}
      className={cn(
        CONTROL_CLASS,
        "h-[30px] px-2 max-sm:h-11",
        mono && "font-mono",
        icon !== undefined && "pl-7.5",
        className,
      )}
    />
  );
  if (icon === undefined) return input;
  return (
    <span className={cn("relative block", boxClassName)}>
      <span className="pointer-events-none absolute inset-y-0 left-2 grid place-items-center text-faint [&_svg]:size-[15px]">
        {icon}
      </span>
      {input}
    </span>
  );
}
