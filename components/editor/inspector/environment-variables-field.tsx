"use client";
import { Plus, Trash2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Textarea } from "@/components/ui/textarea";
import type { DraftAction } from "@/lib/pipeline/draft";
import {
  ENVIRONMENT_VARIABLE_TYPES,
  formatEnvironmentVariables,
  parseEnvironmentVariables,
  type EnvironmentVariable,
} from "./environment-variables";
import { FieldIssues, useFieldIssues } from "./field-issues";

interface EnvironmentVariablesFieldProps {
  readonly action: DraftAction;
  readonly path: string;
  readonly json: string;
  readonly onChange: (json: string) => void;
}

/** CodeBuild's JSON of variables as a table; text that is not such JSON stays text. */
export function EnvironmentVariablesField({ action, path, json, onChange }: EnvironmentVariablesFieldProps) {
  const { error } = useFieldIssues(action.key, path);
  const variables = parseEnvironmentVariables(json);
  if (variables === null) {
    return (
      <Field label="Environment variables" error={error} help="A JSON array of {name, value, type}.">
        <Textarea data-field={path} mono rows={5} value={json} onChange={(event) => onChange(event.target.value)} />
      </Field>
    );
  }
  return (
    <div>
      <VariableTable
        path={path}
        types={ENVIRONMENT_VARIABLE_TYPES}
        variables={variables}
        onChange={(next) => onChange(formatEnvironmentVariables(next))}
      />
      {error && <p className="mt-1 text-label text-fail">{error}</p>}
      <FieldIssues nodeKey={action.key} path={path} />
    </div>
  );
}

interface VariableTableProps {
  readonly path: string;
  readonly types: readonly string[];
  readonly variables: readonly EnvironmentVariable[];
  readonly onChange: (variables: readonly EnvironmentVariable[]) => void;
}

const CELL = "h-7 w-full min-w-0 bg-transparent px-1.5 font-mono text-label -outline-offset-2 max-sm:h-11";

/** Names, values and where each value comes from, edited in place. */
export function VariableTable({ path, types, variables, onChange }: VariableTableProps) {
  const change = (index: number, patch: Partial<EnvironmentVariable>): void =>
    onChange(variables.map((variable, at) => (at === index ? { ...variable, ...patch } : variable)));
  return (
    <fieldset data-field={path} tabIndex={-1} className="min-w-0">
      <legend className="mb-1 w-full text-small font-medium">Environment variables</legend>
      {variables.length > 0 && (
        <ul className="divide-y divide-line overflow-hidden rounded-md border border-line-strong">
          {variables.map((variable, index) => (
            // Rows have no identity of their own; a row is its position.
            <li key={index} className="grid grid-cols-[minmax(0,5fr)_minmax(0,7fr)_24px] items-center bg-surface">
              <input
                aria-label={`Name of variable ${index + 1}`}
                placeholder="NAME"
                className={CELL}
                value={variable.name}
                onChange={(event) => change(index, { name: event.target.value })}
              />
              <input
                aria-label={`Value of ${variable.name || `variable ${index + 1}`}`}
                placeholder="value"
                className={`${CELL} border-l border-line`}
                value={variable.value}
                onChange={(event) => change(index, { value: event.target.value })}
              />
              <IconButton
                size="sm"
                label={`Remove ${variable.name || `variable ${index + 1}`}`}
                onClick={() => onChange(variables.filter((_, at) => at !== index))}
              >
                <Trash2 aria-hidden="true" />
              </IconButton>
              <select
                aria-label={`Type of ${variable.name || `variable ${index + 1}`}`}
                className="col-span-3 h-6 border-t border-line bg-ground px-1 text-tiny text-muted -outline-offset-2"
                value={variable.type ?? "PLAINTEXT"}
                onChange={(event) => change(index, { type: event.target.value })}
              >
                {types.map((type) => (
                  <option key={type}>{type}</option>
                ))}
              </select>
            </li>
          ))}
        </ul>
      )}
      <Button
        size="sm"
        variant="quiet"
        className="mt-1"
        onClick={() => onChange([...variables, { name: "", value: "" }])}
      >
        <Plus aria-hidden="true" /> Add variable
      </Button>
    </fieldset>
  );
}
