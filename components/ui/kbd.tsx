import type { ReactNode } from "react";
import { cn } from "./cn";

export function Kbd({ className, children }: { readonly className?: string; readonly children: ReactNode }) {
  return (
    <kbd
      className={cn(
        "inline-block rounded-sm border border-b-2 border-line-strong bg-surface px-1 font-mono text-[11px]/[15px] font-medium text-muted",
        className,
      )}
    >
      {children}
    </kbd>
  );
}
