"use client";

import { assertNever } from "@/lib/assert-never";
import type { LocalResource } from "@/lib/contracts/local-resource";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { AlarmFields } from "./alarm-fields";
import { BuildProjectFields } from "./build-project-fields";
import { DeploymentGroupFields } from "./deployment-group-fields";
import type { FieldsProps } from "./field-props";
import { GitHubServerFields } from "./github-server-fields";
import { ImageRepositoryFields } from "./image-repository-fields";
import { InstanceFields } from "./instance-fields";
import { JenkinsServerFields } from "./jenkins-server-fields";
import { LambdaFunctionFields } from "./lambda-function-fields";
import { SimulationFields } from "./simulation-fields";
import { StateMachineFields } from "./state-machine-fields";

/** What a resource is bound to, by its kind. */
export function KindFields({ resource, issues, onChange }: FieldsProps<LocalResource>) {
  switch (resource.type) {
    case "repository":
      return (
        <Field label="Git repository" help="A path on this machine or any Git URL." error={issues["url"]} required>
          <Input mono value={resource.url} onChange={({ target }) => onChange({ ...resource, url: target.value })} />
        </Field>
      );
    case "build-project":
      return <BuildProjectFields resource={resource} issues={issues} onChange={onChange} />;
    case "deployment-group":
      return <DeploymentGroupFields resource={resource} issues={issues} onChange={onChange} />;
    case "instance":
      return <InstanceFields resource={resource} issues={issues} onChange={onChange} />;
    case "simulation":
      return <SimulationFields resource={resource} issues={issues} onChange={onChange} />;
    case "lambda-function":
      return <LambdaFunctionFields resource={resource} issues={issues} onChange={onChange} />;
    case "state-machine":
      return <StateMachineFields resource={resource} issues={issues} onChange={onChange} />;
    case "jenkins-server":
      return <JenkinsServerFields resource={resource} issues={issues} onChange={onChange} />;
    case "github-server":
      return <GitHubServerFields resource={resource} issues={issues} onChange={onChange} />;
    case "alarm":
      return <AlarmFields resource={resource} issues={issues} onChange={onChange} />;
    case "image-repository":
      return <ImageRepositoryFields resource={resource} issues={issues} onChange={onChange} />;
    default:
      return assertNever(resource);
  }
}
