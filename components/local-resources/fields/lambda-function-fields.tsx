"use client";

import type { LocalResource } from "@/lib/contracts/local-resource";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { typedNumber, type FieldsProps } from "./field-props";
import { PairsField } from "./pairs-field";

type LambdaFunction = Extract<LocalResource, { type: "lambda-function" }>;

const RUNTIMES = { nodejs: "Node.js", python: "Python" } as const satisfies Record<LambdaFunction["runtime"], string>;

/** A handler on this machine that plays a function. */
export function LambdaFunctionFields({ resource, issues, onChange }: FieldsProps<LambdaFunction>) {
  const variables = (resource.environmentVariables ?? []).map(({ name, value }) => ({ key: name, value }));
  return (
    <>
      <div className="flex items-start gap-2">
        <Field label="Runtime" className="grow">
          <Select
            value={resource.runtime}
            onChange={({ target: { value } }) =>
              onChange({ ...resource, runtime: value === "python" ? "python" : "nodejs" })
            }
          >
            {Object.entries(RUNTIMES).map(([runtime, words]) => (
              <option key={runtime} value={runtime}>
                {words}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Timeout in seconds" error={issues["timeoutSeconds"]} className="w-36 shrink-0">
          <Input
            inputMode="numeric"
            placeholder="900"
            value={resource.timeoutSeconds ?? ""}
            onChange={({ target: { value } }) => {
              const { timeoutSeconds: _before, ...rest } = resource;
              const seconds = typedNumber(value);
              onChange(seconds === undefined ? rest : { ...rest, timeoutSeconds: seconds });
            }}
          />
        </Field>
      </div>
      <Field
        label="Code directory"
        help="An absolute path. A Lambda deploy action publishes versions of its own beside it."
        error={issues["codeDirectory"]}
        required
      >
        <Input
          mono
          placeholder="/srv/functions/notify"
          value={resource.codeDirectory}
          onChange={({ target: { value } }) => onChange({ ...resource, codeDirectory: value })}
        />
      </Field>
      <Field
        label="Handler"
        help="file.function, as in Lambda: index.handler is what index exports as handler."
        error={issues["handler"]}
        required
      >
        <Input
          mono
          placeholder={resource.runtime === "python" ? "app.lambda_handler" : "index.handler"}
          value={resource.handler}
          onChange={({ target: { value } }) => onChange({ ...resource, handler: value })}
        />
      </Field>
      <PairsField
        legend="Environment variables"
        noun="variable"
        help="Stored as they are: keep secrets in a file that the function reads."
        pairs={variables}
        issueOf={(index) => issues[`environmentVariables.${index}.name`]}
        onChange={(pairs) =>
          onChange({ ...resource, environmentVariables: pairs.map(({ key, value }) => ({ name: key, value })) })
        }
      />
    </>
  );
}
