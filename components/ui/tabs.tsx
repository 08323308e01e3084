"use client";
import { Tabs as Radix } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn";

/** `Tabs` around `TabList` with `Tab`s, and one `TabPanel` per value. */
export const Tabs = Radix.Root;

export function TabList({ className, ...rest }: ComponentProps<typeof Radix.List>) {
  return (
    <Radix.List {...rest} className={cn("flex items-stretch gap-4 overflow-x-auto border-b border-line", className)} />
  );
}

export function Tab({ className, ...rest }: ComponentProps<typeof Radix.Trigger>) {
  return (
    <Radix.Trigger
      {...rest}
      className={cn(
        "-mb-px inline-flex items-center gap-1.5 border-b-2 border-transparent pt-2 pb-[7px] text-control whitespace-nowrap text-muted -outline-offset-2 hover:text-ink data-[state=active]:border-accent data-[state=active]:font-semibold data-[state=active]:text-ink",
        className,
      )}
    />
  );
}

export const TabPanel = Radix.Content;
