"use client";

import { Plus, Trash2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";

interface Pair {
  readonly key: string;
  readonly value: string;
}

interface PairsFieldProps {
  readonly legend: string;
  /** One pair in words: "tag", "output". */
  readonly noun: string;
  /** What the two columns hold, where that has better names than key and value. */
  readonly columns?: readonly [key: string, value: string];
  readonly help?: string;
  readonly pairs: readonly Pair[];
  readonly issueOf?: (index: number) => string | undefined;
  readonly valueIssueOf?: (index: number) => string | undefined;
  readonly issue?: string | undefined;
  readonly onChange: (pairs: Pair[]) => void;
}

/** Rows of a key and a value. */
export function PairsField({
  legend,
  noun,
  help,
  pairs,
  issueOf,
  valueIssueOf,
  issue,
  onChange,
  columns,
}: PairsFieldProps) {
  const [keyWord, valueWord] = columns ?? ["Key", "Value"];
  const change = (index: number, part: Partial<Pair>): void =>
    onChange(pairs.map((pair, at) => (at === index ? { ...pair, ...part } : pair)));
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 text-small font-medium">{legend}</legend>
      {pairs.map((pair, index) => (
        // A pair has no identity but its place: its key is being typed.
        <div key={index} className="flex items-start gap-2">
          <Field
            label={`${keyWord} of ${noun} ${index + 1}`}
            hideLabel
            error={issueOf?.(index)}
            className="w-44 shrink-0 max-sm:w-28"
          >
            <Input
              mono
              placeholder={keyWord}
              value={pair.key}
              onChange={({ target: { value } }) => change(index, { key: value })}
            />
          </Field>
          <Field
            label={`${valueWord} of ${noun} ${index + 1}`}
            hideLabel
            error={valueIssueOf?.(index)}
            className="grow"
          >
            <Input
              mono
              placeholder={valueWord}
              value={pair.value}
              onChange={({ target: { value } }) => change(index, { value })}
            />
          </Field>
          <IconButton
            label={`Remove ${noun} ${index + 1}`}
            onClick={() => onChange(pairs.filter((_, at) => at !== index))}
          >
            <Trash2 aria-hidden="true" />
          </IconButton>
        </div>
      ))}
      {issue && <p className="text-label text-fail">{issue}</p>}
      {help && <p className="text-label text-faint">{help}</p>}
      <Button className="self-start" onClick={() => onChange([...pairs, { key: "", value: "" }])}>
        <Plus aria-hidden="true" />
        Add {noun}
      </Button>
    </fieldset>
  );
}
