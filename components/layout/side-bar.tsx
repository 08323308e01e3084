"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { Count } from "@/components/ui/count";
import { approvalsQuery } from "@/lib/queries/approvals";
import { BrandMark } from "./brand-mark";
import { DataFreshness } from "./freshness";
import { type Destination, isCurrent, MAIN_DESTINATIONS, SETTINGS_DESTINATION } from "./navigation";
import { SIDE_BAR_IDLE, SIDE_BAR_ITEM, WIDE_ONLY } from "./side-bar-look";
import { ThemeMenu } from "./theme-menu";
import { UserMenu } from "./user-menu";

interface SideBarProps {
  readonly viewer: { readonly name: string; readonly email: string; readonly role: string };
}

export function SideBar({ viewer }: SideBarProps) {
  const { data } = useQuery(approvalsQuery());
  const waiting = data?.approvals.length ?? 0;
  return (
    <nav
      aria-label="Main"
      className={cn(
        "flex flex-col items-center gap-0.5 border-r border-line bg-surface px-1 py-2.5",
        "max-sm:row-start-2 max-sm:flex-row max-sm:justify-around max-sm:border-t max-sm:border-r-0 max-sm:py-0",
        "xl:group-data-[rail=false]/shell:items-stretch xl:group-data-[rail=false]/shell:overflow-y-auto xl:group-data-[rail=false]/shell:px-2",
      )}
    >
      <Link
        href="/"
        className="mb-1.5 flex h-8 items-center gap-2 px-1.5 text-[14px] font-semibold tracking-[-0.01em] max-sm:hidden"
      >
        <BrandMark className="size-5 shrink-0 text-accent" />
        <span className={WIDE_ONLY}>Penstock</span>
      </Link>
      <div className="flex flex-col gap-0.5 max-sm:grow max-sm:flex-row max-sm:justify-around xl:group-data-[rail=false]/shell:items-stretch">
        {MAIN_DESTINATIONS.map((destination) => (
          <NavigationLink key={destination.href} destination={destination}>
            {destination.href === "/approvals" && (
              <Count
                value={waiting}
                label={waiting === 1 ? "approval waiting" : "approvals waiting"}
                className="absolute -top-px -right-px ring-2 ring-surface xl:group-data-[rail=false]/shell:static xl:group-data-[rail=false]/shell:ml-auto xl:group-data-[rail=false]/shell:ring-0"
              />
            )}
          </NavigationLink>
        ))}
      </div>
      <DataFreshness />
      <span className="grow max-sm:hidden" />
      <div className="flex flex-col gap-0.5 max-sm:hidden">
        <NavigationLink destination={SETTINGS_DESTINATION} />
        <ThemeMenu />
      </div>
      <UserMenu viewer={viewer} />
    </nav>
  );
}

function NavigationLink({ destination, children }: { destination: Destination; children?: ReactNode }) {
  const pathname = usePathname();
  const current = isCurrent(pathname, destination.href);
  const Icon = destination.icon;
  return (
    <Link
      href={destination.href}
      aria-current={current ? "page" : undefined}
      title={destination.label}
      className={cn(SIDE_BAR_ITEM, current ? "bg-accent-soft text-accent" : SIDE_BAR_IDLE)}
    >
      <Icon aria-hidden="true" strokeWidth={1.75} />
      <span className={WIDE_ONLY}>{destination.label}</span>
      {children}
    </Link>
  );
}
