"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { isCurrent, SETTINGS_DESTINATIONS } from "./navigation";
import { Page } from "./page";

interface SettingsPageProps {
  readonly title: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A page under Settings, with the way to its siblings. */
export function SettingsPage({ title, actions, children }: SettingsPageProps) {
  const pathname = usePathname();
  return (
    <Page
      crumbs={[{ label: "Settings", href: "/settings" }, { label: title }]}
      actions={actions}
      strip={
        <nav aria-label="Settings" className="shrink-0 overflow-x-auto border-b border-line bg-surface px-4">
          <ul className="flex gap-4">
            {SETTINGS_DESTINATIONS.map(({ href, label }) => {
              const current = isCurrent(pathname, href);
              return (
                <li key={href}>
                  <Link
                    href={href}
                    aria-current={current ? "page" : undefined}
                    className={cn(
                      "-mb-px block border-b-2 pt-2 pb-[7px] text-control whitespace-nowrap -outline-offset-2",
                      current ? "border-accent font-semibold text-ink" : "border-transparent text-muted hover:text-ink",
                    )}
                  >
                    {label}
                  </Link>
                </li>
              );
            })}
          </ul>
        </nav>
      }
    >
      {children}
    </Page>
  );
}
