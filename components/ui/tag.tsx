import type { ReactNode } from "react";
import { cn } from "./cn";

/** A small fact about a thing: its type, its mode, "demo data", "simulated locally". */
export function Tag({ className, children }: { readonly className?: string; readonly children: ReactNode }) {
  return (
    <span
      className={cn(
        "inline-flex h-[18px] shrink-0 items-center gap-1 rounded-sm border border-line bg-surface px-1.5 text-tiny whitespace-nowrap text-muted [&_svg]:size-3",
        className,
      )}
    >
      {children}
    </span>
  );
}
