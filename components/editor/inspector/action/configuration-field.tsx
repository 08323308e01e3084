"use client";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { Configured } from "@/lib/pipeline/action-types/catalogue";
import type { ConfigurationProperty } from "@/lib/pipeline/action-types/configuration-property";
import { EnvironmentVariablesField } from "./environment-variables-field";
import { FieldIssues, useFieldIssues } from "../field-issues";
import type { VariableScope } from "../variables/variables-for";
import { VariableTextField } from "../variables/variable-text-field";

/** What a configuration belongs to: an action, or a rule of a stage's condition. */
export interface ConfigurationHolder {
  /** The node whose findings these are. */
  readonly nodeKey: string;
  /** Where the holder is in that node: empty, or `beforeEntry.conditions.0.rules.1.` with the dot. */
  readonly path: string;
  readonly scope: VariableScope;
  readonly configured: Configured;
}

interface ConfigurationFieldProps {
  readonly property: ConfigurationProperty;
  readonly holder: ConfigurationHolder;
  readonly isRequired: boolean;
  /** An empty value takes the key out. */
  readonly onChange: (value: string) => void;
}

/** One key of a configuration, as the catalogue describes it. */
export function ConfigurationField({ property, holder, isRequired, onChange }: ConfigurationFieldProps) {
  const path = `${holder.path}configuration.${property.name}`;
  const { error } = useFieldIssues(holder.nodeKey, path);
  const value = holder.configured.configuration?.[property.name] ?? "";
  if (property.name === "EnvironmentVariables") {
    return <EnvironmentVariablesField holder={holder} path={path} json={value} onChange={onChange} />;
  }
  return (
    <div>
      <Field
        label={property.label}
        required={isRequired}
        help={property.secret && isMasked(value) ? KEPT_SECRET : property.description}
        error={error}
      >
        <ConfigurationControl property={property} holder={holder} path={path} value={value} onChange={onChange} />
      </Field>
      <FieldIssues nodeKey={holder.nodeKey} path={path} />
    </div>
  );
}

const KEPT_SECRET = "AWS keeps the value and shows only stars. Leave it as it is, or type a new one.";

interface ControlProps {
  readonly property: ConfigurationProperty;
  readonly holder: ConfigurationHolder;
  readonly path: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function ConfigurationControl({ property, holder, path, value, onChange }: ControlProps) {
  const inputs = (holder.configured.inputArtifacts ?? []).map(({ name }) => name);
  const choices = property.namesInputArtifact ? inputs : property.allowedValues;
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
        // What AWS has masked is replaced as a whole: a star more or less would be stored as the secret.
        onFocus={({ target }) => isMasked(value) && target.select()}
        onChange={(event) => onChange(event.target.value)}
      />
    );
  }
  const suggestions = property.isArtifactPath ? inputs.map((name) => `${name}::`) : property.suggestions;
  return (
    <VariableTextField
      scope={holder.scope}
      path={path}
      value={value}
      onChange={onChange}
      isMultiline={property.multiline ?? false}
      {...(suggestions && { suggestions })}
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

function isMasked(value: string): boolean {
  return /^\*+$/.test(value);
}
