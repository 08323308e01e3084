"use client";
import { Search } from "lucide-react";
import type { ReactNode } from "react";
import { useConnectionName } from "@/components/connections/use-connection-name";
import { Count } from "@/components/ui/count";
import { FilterChoice } from "@/components/ui/filter-choice";
import { Input } from "@/components/ui/input";
import { Tab, TabList, TabPanel, Tabs } from "@/components/ui/tabs";
import { INBOX_TABS, type InboxTab } from "./inbox-filters";

const WORDS = { yours: "For you", others: "Others", decided: "Decided" } as const satisfies Record<InboxTab, string>;

interface InboxProps {
  readonly tab: InboxTab;
  readonly onTab: (tab: InboxTab) => void;
  /** Requests that wait, in all. */
  readonly counts: { readonly yours: number; readonly others: number };
  readonly connections: readonly string[];
  readonly filters: { readonly connection: readonly string[]; readonly q: string };
  readonly onFilters: (filters: { connection?: string[] | null; q?: string | null }) => void;
  /** The list of the tab. */
  readonly children: ReactNode;
}

/** The lists of requests, with what narrows them. */
export function Inbox({ tab, onTab, counts, connections, filters, onFilters, children }: InboxProps) {
  const nameOf = useConnectionName();
  return (
    <Tabs
      value={tab}
      onValueChange={(value) => onTab(INBOX_TABS.find((one) => one === value) ?? "yours")}
      className="flex min-h-0 grow flex-col"
    >
      <TabList aria-label="Requests" className="shrink-0 px-3.5 max-sm:[&>button]:h-11">
        {INBOX_TABS.map((value) => (
          <Tab key={value} value={value}>
            {WORDS[value]}
            {value === "yours" && counts.yours > 0 && <Count value={counts.yours} label="wait for you" tone="wait" />}
            {value === "others" && counts.others > 0 && (
              <span className="text-small font-normal text-faint">{counts.others}</span>
            )}
          </Tab>
        ))}
      </TabList>
      <div className="flex shrink-0 flex-wrap gap-2 border-b border-line px-3.5 py-2">
        <Input
          type="search"
          aria-label="Search requests"
          placeholder="Pipeline, stage or commit"
          icon={<Search aria-hidden="true" />}
          boxClassName="max-w-96 min-w-32 grow"
          value={filters.q}
          onChange={(event) => onFilters({ q: event.target.value || null })}
        />
        {connections.length > 1 && (
          <FilterChoice
            label="Connections"
            options={connections}
            wordOf={nameOf}
            chosen={filters.connection}
            onChange={(connection) => onFilters({ connection: connection.length > 0 ? connection : null })}
          />
        )}
      </div>
      <TabPanel value={tab} tabIndex={-1} className="min-h-0 grow overflow-y-auto outline-none">
        {children}
      </TabPanel>
    </Tabs>
  );
}
