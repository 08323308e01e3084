"use client";
import { ChevronDown, Columns3 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { COLUMN_WORDS, FLEET_COLUMNS, type FleetColumn } from "./fleet-columns";

interface ColumnChoiceProps {
  readonly hidden: readonly FleetColumn[];
  readonly onChange: (hidden: readonly FleetColumn[]) => void;
}

/** Which columns the list has. A phone has cards instead, which show everything. */
export function ColumnChoice({ hidden, onChange }: ColumnChoiceProps) {
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button variant={hidden.length > 0 ? "chosen" : "default"} className="max-sm:hidden">
          <Columns3 aria-hidden="true" />
          {hidden.length > 0 ? `Columns: ${FLEET_COLUMNS.length - hidden.length}` : "Columns"}
          <ChevronDown aria-hidden="true" className="size-3.5" />
        </Button>
      </PopoverTrigger>
      <PopoverContent aria-label="Columns of the list" align="end" className="flex w-60 flex-col gap-2">
        {FLEET_COLUMNS.map((column) => (
          <Checkbox
            key={column}
            label={COLUMN_WORDS[column]}
            checked={!hidden.includes(column)}
            onCheckedChange={(isShown) =>
              onChange(isShown ? hidden.filter((other) => other !== column) : [...hidden, column])
            }
          />
        ))}
        <p className="text-label text-muted">Remembered in this browser. A narrow window shows fewer.</p>
      </PopoverContent>
    </Popover>
  );
}
