import type { ReactNode } from "react";
import { cn } from "./cn";

interface PanelProps {
  readonly title?: ReactNode;
  /** Beside the title, in muted text. */
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A surface that floats once on the page: never a panel inside a panel. */
export function Panel({ title, note, actions, className, children }: PanelProps) {
  return (
    <section className={cn("min-w-0 rounded-lg border border-line bg-surface", className)}>
      {(title ?? actions) && (
        <header className="flex min-h-[38px] flex-wrap items-center gap-x-2 gap-y-1 border-b border-line px-3 py-1">
          {title && <h2>{title}</h2>}
          {note && <span className="text-small text-muted">{note}</span>}
          {actions && <span className="ml-auto flex flex-wrap items-center gap-2">{actions}</span>}
        </header>
      )}
      {children}
    </section>
  );
}
