"use client";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { DefinitionParameter } from "@/lib/pipeline/formats/parameter";

interface ParameterFieldsProps {
  readonly parameters: readonly DefinitionParameter[];
  readonly values: Readonly<Record<string, string>>;
  readonly onChange: (values: Readonly<Record<string, string>>) => void;
}

/** The questions a template or a module asks. What is left empty takes its default, or stays an expression. */
export function ParameterFields({ parameters, values, onChange }: ParameterFieldsProps) {
  const asked = parameters.filter(({ isSecret }) => !isSecret);
  const secrets = parameters.filter(({ isSecret }) => isSecret).map(({ name }) => name);
  if (parameters.length === 0) return null;
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1 text-small font-medium">Parameters</legend>
      <p className="text-label text-faint">
        What you leave empty takes its default; without one it stays an expression.
        {secrets.length > 0 &&
          ` ${secrets.join(", ")} ${secrets.length === 1 ? "is" : "are"} secret and not asked for.`}
      </p>
      <div className="grid gap-x-3 gap-y-2 sm:grid-cols-2">
        {asked.map((parameter) => (
          <Field
            key={parameter.name}
            label={<span className="break-all">{parameter.name}</span>}
            help={parameter.description}
            aside={parameter.type === "String" || parameter.type === "string" ? undefined : shortened(parameter.type)}
          >
            <ParameterControl
              parameter={parameter}
              value={values[parameter.name] ?? ""}
              onChange={(value) => onChange({ ...values, [parameter.name]: value })}
            />
          </Field>
        ))}
      </div>
    </fieldset>
  );
}

interface ParameterControlProps {
  readonly parameter: DefinitionParameter;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function ParameterControl({ parameter, value, onChange }: ParameterControlProps) {
  const { allowedValues, defaultValue } = parameter;
  if (allowedValues.length > 0) {
    return (
      <Select value={value} onChange={({ target }) => onChange(target.value)}>
        <option value="">{defaultValue === undefined ? "Not given" : `Default: ${defaultValue}`}</option>
        {allowedValues.map((allowed) => (
          <option key={allowed} value={allowed}>
            {allowed}
          </option>
        ))}
      </Select>
    );
  }
  return (
    <Input
      value={value}
      placeholder={defaultValue === undefined ? "Not given" : `Default: ${defaultValue || "(empty)"}`}
      onChange={({ target }) => onChange(target.value)}
    />
  );
}

/** Types of Terraform can take many lines. */
function shortened(type: string): string {
  const line = type.replaceAll(/\s+/g, " ");
  return line.length > 28 ? `${line.slice(0, 27)}…` : line;
}
