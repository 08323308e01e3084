import type { ReactNode } from "react";
import { cn } from "./cn";

/** A name, id or value as the machine knows it, inside a sentence. */
export function Code({ className, children }: { readonly className?: string; readonly children: ReactNode }) {
  return <code className={cn("mono break-words", className)}>{children}</code>;
}

/** Several lines of it. */
export function CodeBlock({ label, children }: { readonly label: string; readonly children: string }) {
  return (
    <pre
      // Long lines scroll, so the keyboard must reach it.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      aria-label={label}
      className="overflow-x-auto rounded-md bg-sunken px-2.5 py-2 font-mono text-[11.5px]/[18px]"
    >
      {children}
    </pre>
  );
}
