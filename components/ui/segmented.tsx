"use client";
import { ToggleGroup } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "./cn";

interface SegmentedProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: ReactNode }[];
  readonly onValueChange: (value: Value) => void;
  readonly size?: "sm" | "md";
  readonly className?: string;
}

/** One of two to five views of the same thing. */
export function Segmented<Value extends string>({
  label,
  value,
  options,
  onValueChange,
  size = "md",
  className,
}: SegmentedProps<Value>) {
  return (
    <ToggleGroup.Root
      type="single"
      aria-label={label}
      value={value}
      onValueChange={(next) => {
        const chosen = options.find((option) => option.value === next);
        if (chosen) onValueChange(chosen.value);
      }}
      className={cn(
        "inline-flex shrink-0 overflow-hidden rounded-md border border-line-strong bg-surface max-sm:h-11",
        size === "sm" ? "h-6" : "h-7",
        className,
      )}
    >
      {options.map((option) => (
        <ToggleGroup.Item
          key={option.value}
          value={option.value}
          className="inline-flex items-center gap-1.5 border-r border-line px-2.5 text-control whitespace-nowrap text-muted -outline-offset-2 last:border-r-0 hover:text-ink data-[state=on]:bg-accent-soft data-[state=on]:font-semibold data-[state=on]:text-accent"
        >
          {option.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
