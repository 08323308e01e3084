"use client";

import type { LocalResource } from "@/lib/contracts/local-resource";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { FieldsProps } from "./field-props";
import { PairsField } from "./pairs-field";

type Instance = Extract<LocalResource, { type: "instance" }>;

/** A directory that plays an instance, and the tags by which EC2 deploy actions find it. */
export function InstanceFields({ resource, issues, onChange }: FieldsProps<Instance>) {
  return (
    <>
      <Field
        label="Root directory"
        help="An absolute path; a target directory /srv/app lands below it."
        error={issues["rootDirectory"]}
        required
      >
        <Input
          mono
          placeholder="/srv/instances/one"
          value={resource.rootDirectory}
          onChange={({ target: { value } }) => onChange({ ...resource, rootDirectory: value })}
        />
      </Field>
      <Field label="Instance type">
        <Select
          value={resource.instanceType ?? "EC2"}
          onChange={({ target: { value } }) =>
            onChange({ ...resource, instanceType: value === "EC2" ? "EC2" : "SSM_MANAGED_NODE" })
          }
        >
          <option value="EC2">EC2 instance</option>
          <option value="SSM_MANAGED_NODE">Node managed by Systems Manager</option>
        </Select>
      </Field>
      <PairsField
        legend="Tags"
        noun="tag"
        pairs={resource.tags}
        issueOf={(index) => issues[`tags.${index}.key`]}
        issue={issues["tags"]}
        onChange={(tags) => onChange({ ...resource, tags })}
      />
    </>
  );
}
