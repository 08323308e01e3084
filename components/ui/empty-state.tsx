import type { ReactNode } from "react";
import { cn } from "./cn";

interface EmptyStateProps {
  readonly icon?: ReactNode;
  readonly title: string;
  /** What this place will show. */
  readonly children: ReactNode;
  /** The one next step. */
  readonly action?: ReactNode;
  /** 2 where it stands for the whole page, 3 inside a titled panel. */
  readonly level?: 2 | 3;
  readonly className?: string;
}

export function EmptyState({ icon, title, children, action, level = 3, className }: EmptyStateProps) {
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <div className={cn("flex min-h-36 flex-col items-start gap-1 px-5 py-5.5", className)}>
      {icon && <span className="mb-1.5 text-faint [&_svg]:size-[22px]">{icon}</span>}
      <Heading>{title}</Heading>
      <div className="max-w-prose text-small text-muted">{children}</div>
      {action && <div className="mt-2 flex flex-wrap gap-2">{action}</div>}
    </div>
  );
}
