"use client";
import { Eye, EyeOff, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { IconButton } from "@/components/ui/icon-button";
import { isSecret } from "@/lib/pipeline/validation/rules/advice/plaintext-secrets";
import type { EnvironmentVariable } from "../action/environment-variables";
import type { VariableScope } from "./variables-for";
import { VariableTextField } from "./variable-text-field";

interface VariableTableProps {
  readonly scope: VariableScope;
  readonly path: string;
  readonly types: readonly string[];
  readonly variables: readonly EnvironmentVariable[];
  readonly onChange: (variables: readonly EnvironmentVariable[]) => void;
}

/** Environment variables: names, values and where each value comes from, edited in place. */
export function VariableTable({ scope, path, types, variables, onChange }: VariableTableProps) {
  const change = (index: number, patch: Partial<EnvironmentVariable>): void =>
    onChange(variables.map((variable, at) => (at === index ? { ...variable, ...patch } : variable)));
  return (
    <fieldset data-field={path} tabIndex={-1} className="min-w-0">
      <legend className="mb-1 w-full text-small font-medium">Environment variables</legend>
      {variables.length > 0 && (
        <ul className="divide-y divide-line rounded-md border border-line-strong">
          {variables.map((variable, index) => (
            // Rows have no identity of their own; a row is its position.
            <VariableRow
              key={index}
              scope={scope}
              path={`${path}.${index}`}
              number={index + 1}
              types={types}
              variable={variable}
              onChange={(patch) => change(index, patch)}
              onRemove={() => onChange(variables.filter((_, at) => at !== index))}
            />
          ))}
        </ul>
      )}
      <Button
        size="sm"
        variant="quiet"
        className="mt-1"
        onClick={() => onChange([...variables, { name: "", value: "" }])}
      >
        <Plus aria-hidden="true" /> Add environment variable
      </Button>
    </fieldset>
  );
}

interface VariableRowProps {
  readonly scope: VariableScope;
  readonly path: string;
  readonly number: number;
  readonly types: readonly string[];
  readonly variable: EnvironmentVariable;
  readonly onChange: (patch: Partial<EnvironmentVariable>) => void;
  readonly onRemove: () => void;
}

const CELL =
  "h-7 w-full min-w-0 rounded-sm bg-transparent px-1.5 font-mono text-label -outline-offset-2 disabled:text-faint max-sm:h-11 max-sm:text-[16px]";
/** The field's own border would be a second one inside the table's. */
const BARE = "border-transparent! bg-transparent! h-7! px-1.5! text-label! max-sm:h-11!";

const VALUE_PLACEHOLDERS: Readonly<Record<string, string>> = {
  SECRETS_MANAGER: "secret name, or name:key",
  PARAMETER_STORE: "parameter name",
};

function VariableRow({ scope, path, number, types, variable, onChange, onRemove }: VariableRowProps) {
  const [isShown, setShown] = useState(false);
  const { name, value, type = "PLAINTEXT" } = variable;
  const called = name || `variable ${number}`;
  const isMasked = type === "PLAINTEXT" && isSecret({ name, value });
  return (
    <li className="grid grid-cols-[minmax(0,5fr)_minmax(0,7fr)_auto] items-center bg-surface first:rounded-t-md last:rounded-b-md">
      <input
        aria-label={`Name of variable ${number}`}
        placeholder="NAME"
        autoComplete="off"
        spellCheck={false}
        className={CELL}
        value={name}
        onChange={(event) => onChange({ name: event.target.value })}
      />
      <div className="border-l border-line">
        <VariableTextField
          scope={scope}
          path={`${path}.value`}
          label={`Value of ${called}`}
          placeholder={VALUE_PLACEHOLDERS[type] ?? "value"}
          isMono
          isMasked={isMasked && !isShown}
          inputClassName={BARE}
          value={value}
          onChange={(next) => onChange({ value: next })}
        />
      </div>
      <span className="flex">
        {isMasked && (
          <IconButton
            size="sm"
            label={isShown ? `Hide the value of ${called}` : `Show the value of ${called}`}
            aria-pressed={isShown}
            onClick={() => setShown(!isShown)}
          >
            {isShown ? <EyeOff aria-hidden="true" /> : <Eye aria-hidden="true" />}
          </IconButton>
        )}
        <IconButton size="sm" label={`Remove ${called}`} onClick={onRemove}>
          <Trash2 aria-hidden="true" />
        </IconButton>
      </span>
      <select
        aria-label={`Type of ${called}`}
        className={cn(
          "col-span-3 h-6 rounded-b-md border-t border-line bg-ground px-1 text-tiny text-muted -outline-offset-2 max-sm:h-11 max-sm:text-[16px]",
          types.length < 2 && "hidden",
        )}
        value={type}
        onChange={(event) => onChange({ type: event.target.value })}
      >
        {types.map((choice) => (
          <option key={choice}>{choice}</option>
        ))}
      </select>
    </li>
  );
}
