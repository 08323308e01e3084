"use client";

import { PREDEFINED_DEPLOYMENT_CONFIGS, type DeploymentGroup } from "@/lib/contracts/local-resource";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { DEPLOYMENT_CONFIG_WORDS } from "../deployment-config-words";
import { typedNumber, type FieldsProps } from "./field-props";
import { TargetsField } from "./targets-field";

type Config = NonNullable<DeploymentGroup["deploymentConfig"]>;
type BlueGreen = NonNullable<DeploymentGroup["blueGreenDeploymentConfiguration"]>;
type Termination = NonNullable<BlueGreen["terminateBlueInstancesOnDeploymentSuccess"]>;

/** Where a CodeDeploy deployment group deploys to, and how. */
export function DeploymentGroupFields({ resource, issues, onChange }: FieldsProps<DeploymentGroup>) {
  const blueGreen = resource.blueGreenDeploymentConfiguration;
  return (
    <>
      <TargetsField
        legend="Target directories"
        noun="target"
        newName="target"
        help="An absolute path; a destination /srv/app of the appspec lands below it. Scripts find it in PENSTOCK_TARGET_ROOT."
        targets={resource.targets}
        path="targets"
        issues={issues}
        onChange={(targets) => onChange({ ...resource, targets })}
      />
      <ConfigFields resource={resource} issues={issues} onChange={onChange} />
      <Checkbox
        label="Roll back when a deployment fails"
        help="The last revision that was deployed successfully is deployed again, as a deployment of its own."
        checked={resource.autoRollbackConfiguration?.enabled ?? false}
        onCheckedChange={(enabled) => onChange({ ...resource, autoRollbackConfiguration: { enabled } })}
      />
      <Checkbox
        label="Control traffic"
        help="A directory plays the load balancer: it links to the targets that are in service, in-service/NAME and current."
        checked={resource.loadBalancerInfo !== undefined}
        onCheckedChange={(isOn) => {
          const { loadBalancerInfo: _before, blueGreenDeploymentConfiguration: _too, ...rest } = resource;
          onChange(isOn ? { ...resource, loadBalancerInfo: { directory: "" } } : rest);
        }}
      />
      {resource.loadBalancerInfo && (
        <Field label="Load balancer directory" error={issues["loadBalancerInfo.directory"]} required>
          <Input
            mono
            placeholder="/srv/load-balancer"
            value={resource.loadBalancerInfo.directory}
            onChange={({ target: { value } }) => onChange({ ...resource, loadBalancerInfo: { directory: value } })}
          />
        </Field>
      )}
      {resource.loadBalancerInfo && (
        <Checkbox
          label="Deploy blue/green"
          help="Deployments alternate between the targets and their replacements, and traffic moves over."
          checked={blueGreen !== undefined}
          onCheckedChange={(isOn) => {
            const { blueGreenDeploymentConfiguration: _before, ...rest } = resource;
            onChange(isOn ? { ...resource, blueGreenDeploymentConfiguration: newBlueGreen(resource) } : rest);
          }}
        />
      )}
      {blueGreen && (
        <BlueGreenFields
          resource={blueGreen}
          issues={issues}
          onChange={(changed) => onChange({ ...resource, blueGreenDeploymentConfiguration: changed })}
        />
      )}
    </>
  );
}

function ConfigFields({ resource, issues, onChange }: FieldsProps<DeploymentGroup>) {
  const config = resource.deploymentConfig ?? "OneAtATime";
  const kind = typeof config === "string" ? config : config.type;
  const setConfig = (deploymentConfig: Config): void => onChange({ ...resource, deploymentConfig });
  return (
    <div className="flex items-start gap-2 max-sm:flex-col max-sm:items-stretch">
      <Field label="Deployment configuration" className="grow">
        <Select
          value={kind}
          onChange={({ target: { value } }) => {
            const predefined = PREDEFINED_DEPLOYMENT_CONFIGS.find((name) => name === value);
            if (predefined) return setConfig(predefined);
            setConfig(value === "HOST_COUNT" ? { type: "HOST_COUNT", value: 1 } : { type: "FLEET_PERCENT", value: 50 });
          }}
        >
          {Object.entries(DEPLOYMENT_CONFIG_WORDS).map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </Select>
      </Field>
      {typeof config !== "string" && (
        <Field
          label={config.type === "HOST_COUNT" ? "Healthy hosts" : "Healthy hosts in percent"}
          error={issues["deploymentConfig.value"] ?? issues["deploymentConfig"]}
          className="w-44 shrink-0 max-sm:w-full"
        >
          <Input
            inputMode="numeric"
            value={Number.isNaN(config.value) ? "" : config.value}
            onChange={({ target: { value } }) => setConfig({ ...config, value: typedNumber(value) ?? Number.NaN })}
          />
        </Field>
      )}
    </div>
  );
}

function BlueGreenFields({ resource, issues, onChange }: FieldsProps<BlueGreen>) {
  const termination = resource.terminateBlueInstancesOnDeploymentSuccess ?? { action: "TERMINATE" };
  const setTermination = (changed: Termination): void =>
    onChange({ ...resource, terminateBlueInstancesOnDeploymentSuccess: changed });
  const path = "blueGreenDeploymentConfiguration";
  return (
    <>
      <TargetsField
        legend="Replacement directories"
        noun="replacement target"
        newName="replacement"
        targets={resource.replacementTargets}
        path={`${path}.replacementTargets`}
        issues={issues}
        onChange={(replacementTargets) => onChange({ ...resource, replacementTargets })}
      />
      <div className="flex items-start gap-2 max-sm:flex-col max-sm:items-stretch">
        <Field label="Original targets, once traffic has moved" className="grow">
          <Select
            value={termination.action}
            onChange={({ target: { value } }) =>
              setTermination(value === "KEEP_ALIVE" ? { action: value } : { ...termination, action: "TERMINATE" })
            }
          >
            <option value="TERMINATE">Terminate: end programs, remove files</option>
            <option value="KEEP_ALIVE">Keep alive, out of service</option>
          </Select>
        </Field>
        {termination.action === "TERMINATE" && (
          <Field
            label="Minutes to wait"
            error={issues[`${path}.terminateBlueInstancesOnDeploymentSuccess.terminationWaitTimeInMinutes`]}
            className="w-32 shrink-0 max-sm:w-full"
          >
            <Input
              inputMode="numeric"
              placeholder="0"
              value={termination.terminationWaitTimeInMinutes ?? ""}
              onChange={({ target: { value } }) => {
                const minutes = typedNumber(value);
                setTermination({
                  action: "TERMINATE",
                  ...(minutes !== undefined && { terminationWaitTimeInMinutes: minutes }),
                });
              }}
            />
          </Field>
        )}
      </div>
    </>
  );
}

function newBlueGreen({ targets }: DeploymentGroup): BlueGreen {
  return { replacementTargets: targets.map(({ name }) => ({ name: `${name}-green`, rootDirectory: "" })) };
}
