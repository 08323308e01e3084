"use client";
import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "./cn";
import { CONTROL_CLASS, useFieldAttributes } from "./field";

/** The platform's own select: it works on every phone and with every keyboard. */
export function Select({ className, children, ...rest }: ComponentProps<"select">) {
  const attributes = useFieldAttributes();
  return (
    <span className={cn("relative block min-w-0", className)}>
      <select {...attributes} {...rest} className={cn(CONTROL_CLASS, "h-[30px] appearance-none pr-7 pl-2 max-sm:h-11")}>
        {children}
      </select>
      <ChevronDown
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 right-2 size-3.5 -translate-y-1/2 text-faint"
      />
    </span>
  );
}
