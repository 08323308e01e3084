"use client";
import { memo } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { isRequired } from "@/lib/pipeline/action-types/catalogue";
import type { ActionType } from "@/lib/pipeline/action-types/action-type";
import type { ConfigurationProperty } from "@/lib/pipeline/action-types/configuration-property";
import type { DraftAction } from "@/lib/pipeline/draft";
import { EnvironmentVariablesField } from "./environment-variables-field";
import { FieldIssues, useFieldIssues } from "./field-issues";
import { VariableTextField } from "./variable-text-field";

interface ConfigurationFieldProps {
  readonly property: ConfigurationProperty;
  readonly action: DraftAction;
  readonly type: ActionType;
  /** An empty value takes the key out. */
  readonly onChange: (name: string, value: string) => void;
}

/** One key of an action's configuration, as the catalogue describes it. */
export const ConfigurationField = memo(function ConfigurationField({
  property,
  action,
  type,
  onChange,
}: ConfigurationFieldProps) {
  const path = `configuration.${property.name}`;
  const { error } = useFieldIssues(action.key, path);
  const value = action.configuration?.[property.name] ?? "";
  const change = (next: string): void => onChange(property.name, next);
  if (property.name === "EnvironmentVariables") {
    return <EnvironmentVariablesField action={action} path={path} json={value} onChange={change} />;
  }
  return (
    <div>
      <Field
        label={property.label}
        required={isRequired(property, action, type)}
        help={property.description}
        error={error}
      >
        <ConfigurationControl property={property} action={action} path={path} value={value} onChange={change} />
      </Field>
      <FieldIssues nodeKey={action.key} path={path} />
    </div>
  );
});

interface ControlProps {
  readonly property: ConfigurationProperty;
  readonly action: DraftAction;
  readonly path: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function ConfigurationControl({ property, action, path, value, onChange }: ControlProps) {
  const choices = property.namesInputArtifact
    ? (action.inputArtifacts ?? []).map(({ name }) => name)
    : property.allowedValues;
  if (choices && !isReference(value)) {
    return (
      <Select data-field={path} value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">{property.default === undefined ? "Choose…" : `${property.default} (default)`}</option>
        {withCurrent(choices, value).map((choice) => (
          <option key={choice} value={choice}>
            {choice}
          </option>
        ))}
      </Select>
    );
  }
  if (property.secret) {
    return (
      <Input
        data-field={path}
        type="password"
        autoComplete="new-password"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    );
  }
  return (
    <VariableTextField
      actionKey={action.key}
      path={path}
      value={value}
      onChange={onChange}
      isMultiline={property.multiline ?? false}
      {...(property.type === "Number" && { inputMode: "numeric" as const })}
      {...(property.default !== undefined && { placeholder: property.default })}
    />
  );
}

/** A value the catalogue does not allow stays visible, beside the finding that says so. */
function withCurrent(choices: readonly string[], value: string): readonly string[] {
  return value === "" || choices.includes(value) ? choices : [...choices, value];
}

function isReference(value: string): boolean {
  return value.includes("#{");
}
