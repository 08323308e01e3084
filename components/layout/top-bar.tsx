import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { PaletteButton } from "./palette-button";

export interface Crumb {
  readonly label: string;
  readonly href?: string;
  /** What the page is about: it stays beside the title on phones, which show no other crumb. */
  readonly isSubject?: boolean;
}

/** Ids and words are shown whole where a long name can give way. */
const LONGEST_WHOLE_LABEL = 16;

interface TopBarProps {
  /** The way to this page; the last one is its title. */
  readonly crumbs: readonly [Crumb, ...Crumb[]];
  /** Beside the title: a count, a copy button, previous and next. */
  readonly note?: ReactNode;
  /** At the right end, the one primary button last. */
  readonly actions?: ReactNode;
  /** Where the bar is crowded, the search is its icon alone. */
  readonly isDense?: boolean;
}

export function TopBar({ crumbs, note, actions, isDense = false }: TopBarProps) {
  const title = crumbs.at(-1);
  return (
    <header className="flex h-12 shrink-0 items-center gap-2.5 border-b border-line bg-surface px-4 whitespace-nowrap max-sm:px-3">
      <nav aria-label="Breadcrumb" className="min-w-0 shrink overflow-clip [overflow-clip-margin:4px]">
        <ol className="flex min-w-0 items-center gap-1.5 text-muted">
          {crumbs.slice(0, -1).map((crumb) => (
            <li
              key={crumb.label}
              className={cn("flex items-center gap-1.5", shrinking(crumb), !crumb.isSubject && "max-sm:hidden")}
            >
              {crumb.href ? (
                <Link href={crumb.href} className="truncate hover:text-ink max-sm:py-2">
                  {crumb.label}
                </Link>
              ) : (
                <span className="truncate">{crumb.label}</span>
              )}
              <span aria-hidden="true" className="text-faint">
                /
              </span>
            </li>
          ))}
          <li className={title && shrinking(title)}>
            <h1 aria-current="page" title={title?.label} className="truncate text-[14px] text-ink">
              {title?.label}
            </h1>
          </li>
        </ol>
      </nav>
      {note && (
        <div
          className={cn("flex items-center gap-1.5 text-muted sm:shrink-0", isDense ? "max-sm:min-w-0" : "shrink-0")}
        >
          {note}
        </div>
      )}
      <div className="ml-auto flex shrink-0 items-center gap-2">
        <span className={cn("contents", isDense && "max-sm:hidden")}>
          <PaletteButton isIconOnly={isDense} />
        </span>
        {actions}
      </div>
    </header>
  );
}

function shrinking({ label }: Crumb): string {
  return label.length > LONGEST_WHOLE_LABEL ? "min-w-0" : "shrink-0";
}
