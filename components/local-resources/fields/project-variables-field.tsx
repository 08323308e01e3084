"use client";

import { Plus, Trash2 } from "lucide-react";
import { BUILD_VARIABLE_TYPES, type BuildProject } from "@/lib/contracts/local-resource";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";

type Variable = NonNullable<BuildProject["environmentVariables"]>[number];

const TYPE_WORDS = {
  PLAINTEXT: "Plaintext",
  PARAMETER_STORE: "Parameter",
  SECRETS_MANAGER: "Secret",
} as const satisfies Record<NonNullable<Variable["type"]>, string>;

interface ProjectVariablesFieldProps {
  readonly variables: readonly Variable[];
  readonly issueOf: (index: number) => string | undefined;
  readonly onChange: (variables: Variable[]) => void;
}

/** The environment variables of a build project, and where the value of each is. */
export function ProjectVariablesField({ variables, issueOf, onChange }: ProjectVariablesFieldProps) {
  const change = (index: number, part: Partial<Variable>): void =>
    onChange(variables.map((variable, at) => (at === index ? { ...variable, ...part } : variable)));
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 text-small font-medium">Environment variables</legend>
      {variables.map((variable, index) => (
        // A variable has no identity but its place: its name is being typed.
        <div key={index} className="flex items-start gap-2 max-sm:flex-wrap">
          <Field
            label={`Name of variable ${index + 1}`}
            hideLabel
            error={issueOf(index)}
            className="w-36 shrink-0 max-sm:grow"
          >
            <Input
              mono
              placeholder="Name"
              value={variable.name}
              onChange={({ target: { value } }) => change(index, { name: value })}
            />
          </Field>
          <Field label={`Kind of variable ${index + 1}`} hideLabel className="w-28 shrink-0">
            <Select
              value={variable.type ?? "PLAINTEXT"}
              onChange={({ target: { value } }) => {
                const type = BUILD_VARIABLE_TYPES.find((known) => known === value);
                if (type) change(index, { type });
              }}
            >
              {BUILD_VARIABLE_TYPES.map((type) => (
                <option key={type} value={type}>
                  {TYPE_WORDS[type]}
                </option>
              ))}
            </Select>
          </Field>
          <Field label={`Value of variable ${index + 1}`} hideLabel className="grow">
            <Input
              mono
              placeholder={placeholderOf(variable)}
              value={variable.value}
              onChange={({ target: { value } }) => change(index, { value })}
            />
          </Field>
          <IconButton
            label={`Remove variable ${index + 1}`}
            onClick={() => onChange(variables.filter((_, at) => at !== index))}
          >
            <Trash2 aria-hidden="true" />
          </IconButton>
        </div>
      ))}
      <p className="text-label text-faint">
        They win over those of the buildspec. Secrets stand in secrets.json of the data directory, not here.
      </p>
      <Button className="self-start" onClick={() => onChange([...variables, { name: "", value: "" }])}>
        <Plus aria-hidden="true" />
        Add variable
      </Button>
    </fieldset>
  );
}

function placeholderOf({ type }: Variable): string {
  if (type === "PARAMETER_STORE") return "/shop/parameter";
  return type === "SECRETS_MANAGER" ? "secret-id:json-key" : "Value";
}
