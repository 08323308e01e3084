import type { ReactNode } from "react";
import { cn } from "./cn";

/** A name, id or value as the machine knows it, inside a sentence. */
export function Code({ className, children }: { readonly className?: string; readonly children: ReactNode }) {
  return <code className={cn("mono break-words", className)}>{children}</code>;
}
