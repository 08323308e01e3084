"use client";
import { ChevronDown, Search } from "lucide-react";
import type { inferParserType } from "nuqs";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { cn } from "@/components/ui/cn";
import { Input } from "@/components/ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
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
      <Choice
        label="Status"
        options={PIPELINE_EXECUTION_STATUSES}
        wordOf={(status) => STATUS[status].word}
        chosen={filters.status}
        onChange={(status) => onChange({ status })}
      />
      <Choice
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

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly options: readonly Value[];
  readonly wordOf: (value: Value) => string;
  readonly chosen: readonly Value[];
  readonly onChange: (chosen: Value[]) => void;
}

function Choice<Value extends string>({ label, options, wordOf, chosen, onChange }: ChoiceProps<Value>) {
  const [only] = chosen;
  const summary = chosen.length === 1 && only ? wordOf(only) : chosen.length > 1 ? `${label}: ${chosen.length}` : label;
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button className={cn("max-sm:h-11", chosen.length > 0 && "border-accent-line bg-accent-soft text-accent")}>
          {summary}
          <ChevronDown aria-hidden="true" className="size-3.5" />
        </Button>
      </PopoverTrigger>
      <PopoverContent aria-label={`${label} filter`} className="flex w-60 flex-col gap-2">
        {options.map((value) => (
          <Checkbox
            key={value}
            label={wordOf(value)}
            checked={chosen.includes(value)}
            onCheckedChange={(checked) =>
              onChange(checked ? [...chosen, value] : chosen.filter((other) => other !== value))
            }
          />
        ))}
      </PopoverContent>
    </Popover>
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
      <Input
        type="date"
        value={value ? value.toISOString().slice(0, 10) : ""}
        onChange={(event) => onChange(event.target.value ? new Date(`${event.target.value}T00:00:00Z`) : null)}
        className="w-34!"
      />
    </label>
  );
}
