"use client";
import { ChevronDown } from "lucide-react";
import { withChoice } from "./with-choice";
import { Button } from "./button";
import { Checkbox } from "./checkbox";
import { Popover, PopoverContent, PopoverTrigger } from "./popover";

interface FilterChoiceProps<Value extends string> {
  readonly label: string;
  readonly options: readonly Value[];
  readonly wordOf: (value: Value) => string;
  readonly chosen: readonly Value[];
  readonly onChange: (chosen: Value[]) => void;
}

/** A filter that takes any number of values; none chosen means all. */
export function FilterChoice<Value extends string>({
  label,
  options,
  wordOf,
  chosen,
  onChange,
}: FilterChoiceProps<Value>) {
  const [only] = chosen;
  const summary = chosen.length === 1 && only ? wordOf(only) : chosen.length > 1 ? `${label}: ${chosen.length}` : label;
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button variant={chosen.length > 0 ? "chosen" : "default"} className="max-sm:h-11">
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
            onCheckedChange={(checked) => onChange(withChoice(chosen, value, checked))}
          />
        ))}
      </PopoverContent>
    </Popover>
  );
}
