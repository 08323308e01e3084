"use client";

import type { LocalResource } from "@/lib/contracts/local-resource";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { FieldsProps } from "./field-props";

type GitHubServer = Extract<LocalResource, { type: "github-server" }>;

/** Where the API of a server is, and how that server reaches this machine. The token stays in the engine's secret file. */
export function GitHubServerFields({ resource, issues, onChange }: FieldsProps<GitHubServer>) {
  const { apiTokenSecret = "", ...others } = resource;
  return (
    <>
      <Field
        label="API URL"
        help="https://api.github.com, or of a server of your own: …/api/v3 for GitHub Enterprise Server, …/api/v1 for Gitea and Forgejo."
        error={issues["url"]}
        required
      >
        <Input
          mono
          type="url"
          placeholder="https://api.github.com"
          value={resource.url}
          onChange={({ target: { value } }) => onChange({ ...resource, url: value })}
        />
      </Field>
      <Field
        label="Public URL of the engine"
        help="Where that server reaches the engine's port, through a tunnel or a reverse proxy. Hooks deliver to /webhooks/trigger below it."
        error={issues["deliveryUrl"]}
        required
      >
        <Input
          mono
          type="url"
          placeholder="https://hooks.example.com"
          value={resource.deliveryUrl}
          onChange={({ target: { value } }) => onChange({ ...resource, deliveryUrl: value })}
        />
      </Field>
      <Field
        label="Name of the token's secret"
        help="The token stays in secrets.json of the data directory, under secrets-manager; this is its name there. Empty: the OAuth token of the source action."
        error={issues["apiTokenSecret"]}
      >
        <Input
          mono
          autoComplete="off"
          placeholder="github/token"
          value={apiTokenSecret}
          onChange={({ target: { value } }) => onChange(value === "" ? others : { ...others, apiTokenSecret: value })}
        />
      </Field>
    </>
  );
}
