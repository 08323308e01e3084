"use client";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import type { ConfigurationHolder } from "./configuration-field";
import {
  ENVIRONMENT_VARIABLE_TYPES,
  formatEnvironmentVariables,
  parseEnvironmentVariables,
} from "./environment-variables";
import { FieldIssues, useFieldIssues } from "../field-issues";
import { VariableTable } from "../variables/variable-table";

interface EnvironmentVariablesFieldProps {
  readonly holder: ConfigurationHolder;
  readonly path: string;
  readonly json: string;
  readonly onChange: (json: string) => void;
}

/** CodeBuild's JSON of variables as a table; text that is not such JSON stays text. */
export function EnvironmentVariablesField({ holder, path, json, onChange }: EnvironmentVariablesFieldProps) {
  const { error } = useFieldIssues(holder.nodeKey, path);
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
        scope={holder.scope}
        path={path}
        types={ENVIRONMENT_VARIABLE_TYPES}
        variables={variables}
        onChange={(next) => onChange(formatEnvironmentVariables(next))}
      />
      {error && <p className="mt-1 text-label text-fail">{error}</p>}
      <FieldIssues nodeKey={holder.nodeKey} path={path} />
    </div>
  );
}
