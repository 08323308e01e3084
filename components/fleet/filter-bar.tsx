"use client";
import { Search } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { useRunKeys } from "@/components/execution/use-run-keys";
import { Button } from "@/components/ui/button";
import { FilterChoice } from "@/components/ui/filter-choice";
import { Input } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";
import { Select } from "@/components/ui/select";
import type { Connection } from "@/lib/contracts/connection";
import { FLEET_STATUSES } from "@/lib/pipeline/fleet-status";
import {
  FLEET_SORTS,
  FLEET_STATUS_WORDS,
  type FleetChoice,
  isFiltered,
  NO_FILTERS,
  SORT_WORDS,
  STALE_KINDS,
  STALE_WORDS,
} from "./fleet-filters";

interface FilterBarProps {
  readonly choice: FleetChoice;
  readonly onChange: (change: Partial<FleetChoice>) => void;
  readonly connections: readonly Connection[];
  /** Every `key=value` of the fleet. */
  readonly tags: readonly string[];
  /** The keys alone, the most used first. */
  readonly tagKeys: readonly string[];
  /** What else can be done with the list, at the end of the bar. */
  readonly children?: ReactNode;
}

/** Search, filters, order and groups. `/` goes to the search. */
export function FilterBar({ choice, onChange, connections, tags, tagKeys, children }: FilterBarProps) {
  const search = useRef<HTMLInputElement>(null);
  useRunKeys({ "/": () => search.current?.focus() });
  return (
    <search
      aria-label="Filter pipelines"
      className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line bg-surface px-4 py-2 max-sm:flex-nowrap max-sm:overflow-x-auto max-sm:px-3"
    >
      <Input
        ref={search}
        icon={<Search aria-hidden="true" />}
        boxClassName="w-56 max-sm:w-44 max-sm:shrink-0"
        aria-label="Name or commit"
        placeholder="Filter by name or commit"
        value={choice.search}
        onChange={(event) => onChange({ search: event.target.value })}
        onKeyDown={(event) => event.key === "Escape" && onChange({ search: "" })}
      />
      <FilterChoice
        label="Status"
        options={FLEET_STATUSES}
        wordOf={(status) => FLEET_STATUS_WORDS[status]}
        chosen={choice.status}
        onChange={(status) => onChange({ status })}
      />
      <FilterChoice
        label="Connection"
        options={connections.map(({ slug }) => slug)}
        wordOf={(slug) => connections.find((connection) => connection.slug === slug)?.name ?? slug}
        chosen={choice.connection}
        onChange={(connection) => onChange({ connection })}
      />
      {(tags.length > 0 || choice.tag.length > 0) && (
        <FilterChoice
          label="Tag"
          options={[...new Set([...choice.tag, ...tags])]}
          wordOf={(tag) => tag.replace("=", ": ")}
          chosen={choice.tag}
          onChange={(tag) => onChange({ tag })}
        />
      )}
      <FilterChoice
        label="Stale"
        options={STALE_KINDS}
        wordOf={(kind) => STALE_WORDS[kind]}
        chosen={choice.stale}
        onChange={(stale) => onChange({ stale })}
      />
      {isFiltered(choice) && (
        <Button variant="quiet" onClick={() => onChange(NO_FILTERS)}>
          Clear filters
        </Button>
      )}
      <span className="ml-auto flex shrink-0 items-center gap-2 max-sm:ml-0">
        <span className="text-small text-muted max-lg:hidden">
          Bar height is duration · <Kbd>/</Kbd> searches
        </span>
        <GroupChoice group={choice.group} tagKeys={tagKeys} onChange={(group) => onChange({ group, folded: [] })} />
        <Select
          aria-label="Order"
          className="w-40 sm:hidden"
          value={choice.sort}
          onChange={({ target }) => {
            const sort = FLEET_SORTS.find((one) => one === target.value);
            if (sort) onChange({ sort, reverse: false });
          }}
        >
          {FLEET_SORTS.map((sort) => (
            <option key={sort} value={sort}>
              {SORT_WORDS[sort]}
            </option>
          ))}
        </Select>
        {children}
      </span>
    </search>
  );
}

interface GroupChoiceProps {
  readonly group: string;
  readonly tagKeys: readonly string[];
  readonly onChange: (group: string) => void;
}

function GroupChoice({ group, tagKeys, onChange }: GroupChoiceProps) {
  const known = ["", "connection", "folder", ...tagKeys.map((key) => `tag:${key}`)];
  return (
    <Select aria-label="Group by" className="w-40" value={group} onChange={({ target }) => onChange(target.value)}>
      {[...new Set([...known, group])].map((one) => (
        <option key={one} value={one}>
          {wordOf(one)}
        </option>
      ))}
    </Select>
  );
}

function wordOf(group: string): string {
  if (group === "") return "No groups";
  if (group === "connection") return "By connection";
  return group === "folder" ? "By folder" : `By tag ${group.replace(/^tag:/, "")}`;
}
