"use client";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button";

interface RunOrderFieldProps {
  readonly value: number;
  readonly onChange: (runOrder: number) => void;
  readonly path: string;
}

/** A number with a step to either side. */
export function RunOrderField({ value, onChange, path }: RunOrderFieldProps) {
  return (
    <div className="min-w-0">
      <label htmlFor="run-order" className="mb-1 block text-small font-medium">
        runOrder
      </label>
      <div className="flex h-[30px] items-center rounded-md border border-line-strong bg-surface pr-0.5 focus-within:border-focus max-sm:h-11">
        <input
          id="run-order"
          data-field={path}
          inputMode="numeric"
          className="w-full min-w-0 bg-transparent px-2 outline-none"
          value={value}
          onChange={({ target }) => {
            const next = Number.parseInt(target.value, 10);
            if (Number.isSafeInteger(next)) onChange(next);
          }}
        />
        <IconButton size="sm" label="Earlier" disabled={value <= 1} onClick={() => onChange(value - 1)}>
          <ChevronLeft aria-hidden="true" />
        </IconButton>
        <IconButton size="sm" label="Later" onClick={() => onChange(value + 1)}>
          <ChevronRight aria-hidden="true" />
        </IconButton>
      </div>
    </div>
  );
}
