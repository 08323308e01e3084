"use client";
import { Search } from "lucide-react";
import type { inferParserType } from "nuqs";
import { Button } from "@/components/ui/button";
import { FilterChoice } from "@/components/ui/filter-choice";
import { Input } from "@/components/ui/input";
import { PIPELINE_EXECUTION_STATUSES, TRIGGER_TYPES } from "@/lib/pipeline/execution";
import { STATUS } from "../status";
import { triggerWord } from "../trigger";
import type { HISTORY_FILTERS } from "./history-filters";

type Filters = inferParserType<typeof HISTORY_FILTERS>;

interface HistoryFilterBarProps {
  readonly filters: Filters;
  readonly onChange: (change: Partial<Filters> | null) => void;
}

export function HistoryFilterBar({ filters, onChange }: HistoryFilterBarProps) {
  const isFiltered =
    filters.status.length > 0 ||
    filters.trigger.length > 0 ||
    filters.from !== null ||
    filters.to !== null ||
    filters.revision !== "";
  return (
    <search
      aria-label="Filter executions"
      className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line bg-surface px-4 py-2"
    >
      <Input
        icon={<Search aria-hidden="true" />}
        boxClassName="w-56 max-sm:w-full"
        aria-label="Revision or execution"
        placeholder="Revision or execution"
        value={filters.revision}
        onChange={(event) => onChange({ revision: event.target.value })}
      />
      <FilterChoice
        label="Status"
        options={PIPELINE_EXECUTION_STATUSES}
        wordOf={(status) => STATUS[status].word}
        chosen={filters.status}
        onChange={(status) => onChange({ status })}
      />
      <FilterChoice
        label="Trigger"
        options={TRIGGER_TYPES}
        wordOf={(type) => triggerWord({ type })}
        chosen={filters.trigger}
        onChange={(trigger) => onChange({ trigger })}
      />
      <Day label="From" value={filters.from} onChange={(from) => onChange({ from })} />
      <Day label="To" value={filters.to} onChange={(to) => onChange({ to })} />
      {isFiltered && (
        <Button variant="quiet" onClick={() => onChange(null)}>
          Clear filters
        </Button>
      )}
    </search>
  );
}

interface DayProps {
  readonly label: string;
  readonly value: Date | null;
  readonly onChange: (day: Date | null) => void;
}

/** A UTC day, which is how the history is cut. */
function Day({ label, value, onChange }: DayProps) {
  return (
    <label className="flex items-center gap-1.5 text-small text-muted">
      {label}
      <span className="w-34">
        <Input
          type="date"
          value={value ? value.toISOString().slice(0, 10) : ""}
          onChange={(event) => onChange(event.target.value ? new Date(`${event.target.value}T00:00:00Z`) : null)}
        />
      </span>
    </label>
  );
}
