import type { ReactNode } from "react";
import { cn } from "./cn";

interface EmptyStateProps {
  readonly icon?: ReactNode;
  readonly title: string;
  /** What this place will show. */
  readonly children: ReactNode;
  /** The one next step. */
  readonly action?: ReactNode;
  readonly className?: string;
}

export function EmptyState({ icon, title, children, action, className }: EmptyStateProps) {
  return (
    <div className={cn("flex min-h-36 flex-col items-start gap-1 px-5 py-5.5", className)}>
      {icon && <span className="mb-1.5 text-faint [&_svg]:size-[22px]">{icon}</span>}
      <h3>{title}</h3>
      <div className="max-w-prose text-small text-muted">{children}</div>
      {action && <div className="mt-2 flex flex-wrap gap-2">{action}</div>}
    </div>
  );
}
