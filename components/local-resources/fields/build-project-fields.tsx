"use client";

import type { BuildProject } from "@/lib/contracts/local-resource";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { typedNumber, type FieldsProps } from "./field-props";
import { ProjectVariablesField } from "./project-variables-field";

/** The settings of a CodeBuild project. What is left empty is as AWS has it by default. */
export function BuildProjectFields({ resource, issues, onChange }: FieldsProps<BuildProject>) {
  const { buildspec, image, timeoutInMinutes, concurrentBuildLimit, cacheType, environmentVariables } = resource;
  return (
    <>
      <Field
        label="Buildspec"
        help="A path in the source, the ARN of an object in a local bucket, or the YAML itself. Empty: buildspec.yml."
        error={issues["buildspec"]}
      >
        <Textarea
          mono
          className="max-sm:min-h-11"
          rows={buildspec?.includes("\n") ? 8 : 1}
          value={buildspec ?? ""}
          onChange={({ target: { value } }) => onChange(withSetting(resource, "buildspec", value || undefined))}
        />
      </Field>
      <ProjectVariablesField
        variables={environmentVariables ?? []}
        issueOf={(index) => issues[`environmentVariables.${index}.name`]}
        onChange={(variables) =>
          onChange(withSetting(resource, "environmentVariables", variables.length > 0 ? variables : undefined))
        }
      />
      <Field
        label="Image"
        help="What builds read from CODEBUILD_BUILD_IMAGE. They run on this machine all the same."
        error={issues["image"]}
      >
        <Input
          mono
          placeholder="aws/codebuild/standard:7.0"
          value={image ?? ""}
          onChange={({ target: { value } }) => onChange(withSetting(resource, "image", value || undefined))}
        />
      </Field>
      <div className="flex items-start gap-2 max-sm:flex-col">
        <NumberField
          label="Timeout in minutes"
          help="Empty: that of the action."
          error={issues["timeoutInMinutes"]}
          value={timeoutInMinutes}
          onChange={(value) => onChange(withSetting(resource, "timeoutInMinutes", value))}
        />
        <NumberField
          label="Concurrent builds"
          help="One more fails, as in CodeBuild. Empty: no limit."
          error={issues["concurrentBuildLimit"]}
          value={concurrentBuildLimit}
          onChange={(value) => onChange(withSetting(resource, "concurrentBuildLimit", value))}
        />
      </div>
      <Checkbox
        label="Keep a cache"
        help="The paths of the buildspec's cache are kept on this machine, for the next build of the project."
        checked={cacheType === "LOCAL"}
        onCheckedChange={(isOn) => onChange(withSetting(resource, "cacheType", isOn ? "LOCAL" : undefined))}
      />
    </>
  );
}

interface NumberFieldProps {
  readonly label: string;
  readonly help: string;
  readonly error: string | undefined;
  readonly value: number | undefined;
  readonly onChange: (value: number | undefined) => void;
}

function NumberField({ label, help, error, value, onChange }: NumberFieldProps) {
  return (
    <Field label={label} help={help} error={error} className="flex-1 max-sm:w-full">
      <Input
        inputMode="numeric"
        value={value === undefined || Number.isNaN(value) ? "" : value}
        onChange={({ target }) => onChange(typedNumber(target.value))}
      />
    </Field>
  );
}

/** A setting that is empty is none. */
function withSetting<Key extends Exclude<keyof BuildProject, "type" | "name">>(
  project: BuildProject,
  key: Key,
  value: BuildProject[Key] | undefined,
): BuildProject {
  const changed: BuildProject = { ...project, [key]: value };
  if (value === undefined) delete changed[key];
  return changed;
}
