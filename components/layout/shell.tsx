"use client";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { CommandPalette } from "./command-palette";
import { LiveUpdates } from "./live-updates";
import { isCanvasPage } from "./navigation";
import { OpeningBar } from "./opening-bar";
import { SessionNote } from "./session-note";
import { SideBar } from "./side-bar";

interface ShellProps {
  readonly viewer: { readonly name: string; readonly email: string; readonly role: string };
  readonly children: ReactNode;
}

/** The signed-in frame: side bar, 48 px rail on canvas pages and below 1200 px, bottom bar on phones. */
export function Shell({ viewer, children }: ShellProps) {
  const isRail = isCanvasPage(usePathname());
  return (
    <LiveUpdates>
      <div
        data-rail={isRail}
        className={cn(
          "group/shell grid h-dvh grid-cols-[48px_minmax(0,1fr)]",
          "max-sm:grid-cols-1 max-sm:grid-rows-[minmax(0,1fr)_52px]",
          !isRail && "xl:grid-cols-[200px_minmax(0,1fr)]",
        )}
      >
        <a
          href="#main"
          className="absolute -top-16 left-2 z-50 rounded-md bg-accent px-2.5 py-1.5 text-on-accent focus:top-2"
        >
          Skip to content
        </a>
        <SideBar viewer={viewer} />
        <div className="flex h-full min-h-0 min-w-0 flex-col max-sm:row-start-1">
          <SessionNote />
          {children}
        </div>
      </div>
      <CommandPalette />
      <OpeningBar />
    </LiveUpdates>
  );
}
