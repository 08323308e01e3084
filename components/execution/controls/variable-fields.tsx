"use client";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { PipelineVariableDeclaration } from "@/lib/pipeline/declaration";
import { MAX_PIPELINE_VARIABLE_VALUE_LENGTH } from "@/lib/pipeline/limits";
import type { StartProblem } from "@/lib/pipeline/start-problems";
import type { StartForm } from "./start-form";

interface VariableFieldsProps {
  readonly variables: readonly PipelineVariableDeclaration[];
  readonly values: StartForm["variables"];
  readonly onChange: (values: StartForm["variables"]) => void;
  readonly problems: readonly StartProblem[];
}

/** A field for each of the pipeline's variables; what is left empty takes its default. */
export function VariableFields({ variables, values, onChange, problems }: VariableFieldsProps) {
  return variables.map(({ name, defaultValue, description }) => (
    <Field
      key={name}
      label={<span className="mono">{name}</span>}
      required={!defaultValue}
      help={description}
      error={problems.find((one) => one.subject === "variable" && one.name === name)?.message}
    >
      <Input
        value={values[name] ?? ""}
        placeholder={defaultValue}
        maxLength={MAX_PIPELINE_VARIABLE_VALUE_LENGTH}
        mono
        onChange={(event) => onChange({ ...values, [name]: event.target.value })}
      />
    </Field>
  ));
}
