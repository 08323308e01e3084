import path from "node:path";
import { makeRootDirectory } from "../agent/make-root-directory";
import { tellFailures } from "../agent/tell-failures";
import { TargetState } from "../agent/target-state";
import type { DeploymentTarget } from "../../local-resources";
import { ALLOW_EVENTS, BLOCK_EVENTS, INSTALL_EVENTS, type LifecycleEvent } from "./appspec";
import { TOO_FEW_HEALTHY, type Deployment, type DeploymentResult } from "./deployment";
import { folderOf } from "../agent/folder-of";
import { healthRule, rollOutHealthily } from "./healthy-hosts";
import { TargetDeployment, type TargetFailure } from "./target-deployment";
import type { TargetReport } from "../agent/target-report";

/** Deploys to the targets where they are, each taken out of service meanwhile where traffic is controlled. */
export async function deployInPlace(deployment: Deployment, report: TargetReport): Promise<DeploymentResult> {
  const { group } = deployment;
  const events: readonly LifecycleEvent[] = deployment.loadBalancer
    ? [...BLOCK_EVENTS, ...INSTALL_EVENTS, ...ALLOW_EVENTS]
    : INSTALL_EVENTS;
  const targets = await Promise.all(group.targets.map((target) => prepareTarget(deployment, target, events, report)));
  const rule = healthRule(group.deploymentConfig ?? "OneAtATime", targets.length);
  if (!rule) return refuse(deployment, targets);
  const failures = new Map<TargetDeployment, TargetFailure>();
  const { succeeded, failed, left, isSuccess } = await rollOutHealthily(
    inOrderOfHealth(targets, deployment),
    rule,
    async (target) => {
      const failure = await target.run(events);
      await target.settle(failure === null);
      failures.set(target, failure);
      return failure === null;
    },
  );
  for (const target of left) target.skip("Not reached: too few healthy instances were left.");
  const told = failed.map((target) => `on target ${target.target.name} in ${failures.get(target)}`);
  if (!isSuccess) return { isSuccess, reason: `${TOO_FEW_HEALTHY} ${tellFailures(told)}` };
  const count = `succeeded on ${succeeded.length} target${succeeded.length === 1 ? "" : "s"}`;
  return { isSuccess, summary: told.length === 0 ? count : `${count}. ${tellFailures(told)}` };
}

/** Opens what a target remembers, and plans these events on it. */
export async function prepareTarget(
  deployment: Deployment,
  target: DeploymentTarget,
  events: readonly LifecycleEvent[],
  report: TargetReport,
): Promise<TargetDeployment> {
  await makeRootDirectory(target);
  const directory = path.join(deployment.stateDirectory, folderOf(target.name));
  const state = await TargetState.open(directory, target.rootDirectory);
  const prepared = new TargetDeployment(deployment, { target, state, events, onProgress: () => report.change() });
  report.add(prepared);
  return prepared;
}

/** With a minimum that leaves no host to take out of service, CodeDeploy does not begin. */
export function refuse(deployment: Deployment, targets: readonly TargetDeployment[]): DeploymentResult {
  for (const target of targets) target.skip("Not begun.");
  const config = deployment.group.deploymentConfig;
  const minimum = typeof config === "object" ? `${config.type} ${config.value}` : "the configuration";
  return {
    isSuccess: false,
    reason:
      "The revision cannot be successfully deployed within the instance health constraints specified. (Error code: " +
      `HEALTH_CONSTRAINTS_INVALID) With ${minimum} none of ${targets.length} host(s) may be taken out of service: lower ` +
      "the minimum healthy hosts, or add targets, under Settings, Local resources.",
  };
}

/** @see https://docs.aws.amazon.com/codedeploy/latest/userguide/instances-health.html */
export function inOrderOfHealth(targets: readonly TargetDeployment[], { bundle }: Deployment): TargetDeployment[] {
  const rank = ({ state: { value } }: TargetDeployment): number => {
    if (value.health === "Unhealthy") return 0;
    if (value.lastSuccessful === null) return 1;
    return value.installedBundle === bundle.version ? 3 : 2;
  };
  return targets.toSorted((a, b) => rank(a) - rank(b));
}
