"use client";
import type { ComponentProps } from "react";
import { cn } from "./cn";
import { CONTROL_CLASS, useFieldAttributes } from "./field";

export function Textarea({
  mono = false,
  className,
  ...rest
}: ComponentProps<"textarea"> & { readonly mono?: boolean }) {
  const attributes = useFieldAttributes();
  return (
    <textarea
      rows={3}
      {...attributes}
      {...rest}
      className={cn(CONTROL_CLASS, "block resize-y px-2 py-1.5", mono && "font-mono text-small", className)}
    />
  );
}
