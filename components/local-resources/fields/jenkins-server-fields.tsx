"use client";

import type { LocalResource } from "@/lib/contracts/local-resource";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { FieldsProps } from "./field-props";

type JenkinsServer = Extract<LocalResource, { type: "jenkins-server" }>;

/** Where a Jenkins server is, and who builds there. The token itself stays in the engine's secret file. */
export function JenkinsServerFields({ resource, issues, onChange }: FieldsProps<JenkinsServer>) {
  const change = (member: "userName" | "apiTokenSecret", value: string): void => {
    const { [member]: _before, ...rest } = resource;
    onChange(value === "" ? rest : { ...rest, [member]: value });
  };
  return (
    <>
      <Field label="Server URL" error={issues["url"]} required>
        <Input
          mono
          type="url"
          placeholder="http://localhost:8080"
          value={resource.url}
          onChange={({ target: { value } }) => onChange({ ...resource, url: value })}
        />
      </Field>
      <Field label="User name" help="Empty: Jenkins lets anybody build." error={issues["userName"]}>
        <Input
          mono
          autoComplete="off"
          value={resource.userName ?? ""}
          onChange={({ target: { value } }) => change("userName", value)}
        />
      </Field>
      <Field
        label="Name of the API token's secret"
        help="The token stays in secrets.json of the data directory, under secrets-manager; this is its name there."
        error={issues["apiTokenSecret"]}
      >
        <Input
          mono
          placeholder="jenkins/token"
          value={resource.apiTokenSecret ?? ""}
          onChange={({ target: { value } }) => change("apiTokenSecret", value)}
        />
      </Field>
    </>
  );
}
