import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { DeploymentGroup } from "../../local-resources";
import { ActionFailure } from "../action-failure";
import { createTaskQueues } from "../../task-queues";
import { openActionLog } from "../open-action-log";
import type { OutputPipes } from "../processes/output-pipes";
import type { ActionJob, ActionOutcome, Runner, RunnerContext } from "../runner";
import { bundleOf } from "../agent/bundle";
import { ignoredEvents } from "./appspec";
import { deployBlueGreen, rollBackTraffic } from "./deploy-blue-green";
import { deployInPlace } from "./deploy-in-place";
import { deploymentIdOf, type Deployment, type DeploymentResult } from "./deployment";
import { folderOf } from "../agent/folder-of";
import { readGroupState, saveGroupState, type GroupState } from "./group-state";
import { LoadBalancer } from "./load-balancer";
import { readRevision } from "./read-revision";
import { TargetReport } from "../agent/target-report";

/** Runs CodeDeploy actions: the appspec of the input on the directories that play the instances of the group. */
export function createCodeDeployRunner(stateDirectory: string, pipes: OutputPipes): Runner {
  const groups = createTaskQueues();
  return {
    async run(job, context) {
      const applicationName = nameOf(job, "ApplicationName");
      const groupName = nameOf(job, "DeploymentGroupName");
      const group = await findGroup(applicationName, groupName, context);
      const [input] = job.inputArtifacts;
      if (!input)
        throw new ActionFailure("ConfigurationError", `Action ${job.actionName} has no input artifact to deploy.`);
      const deploymentId = deploymentIdOf(context.newId());
      const log = openActionLog(job, context, {
        group: logGroupOf(applicationName, groupName),
        stream: deploymentId,
        externalExecutionId: deploymentId,
      });
      // A group deploys one revision at a time, whichever pipelines deploy to it.
      if (groups.isBusy(group.name)) log.line("Another deployment to this group is in progress: waiting for it");
      try {
        return await groups.run(group.name, async () =>
          deploy({
            deploymentId,
            applicationName,
            group,
            groupName,
            bundle: await bundleOf(input, context.artifacts),
            stateDirectory: path.join(stateDirectory, folderOf(applicationName), folderOf(groupName)),
            loadBalancer: group.loadBalancerInfo ? new LoadBalancer(group.loadBalancerInfo.directory) : null,
            pipes,
            log,
            context,
          }),
        );
      } finally {
        await log.flush();
      }
    },
  };
}

async function deploy(deployment: Deployment): Promise<ActionOutcome> {
  const { deploymentId, group, bundle, context, log, stateDirectory } = deployment;
  const fault = await findFault(deployment);
  if (fault) return failed(deployment, fault);
  const report = new TargetReport(context);
  const blueGreen = group.blueGreenDeploymentConfiguration;
  const result = await (blueGreen ? deployBlueGreen(deployment, blueGreen, report) : deployInPlace(deployment, report));
  report.flush();
  const state = await readGroupState(stateDirectory);
  if (!result.isSuccess) {
    const failure = failed(deployment, `Deployment ${deploymentId} failed: ${result.reason}`);
    return { ...failure, message: `${failure.message}${await rollBack(deployment, state)}` };
  }
  await saveGroupState(stateDirectory, { ...state, lastSuccessful: { deploymentId, bundle } });
  const summary = `Deployment ${deploymentId} ${result.summary}`;
  log.line(summary);
  return { status: "Succeeded", externalExecutionId: deploymentId, summary };
}

function failed({ deploymentId, log }: Deployment, message: string) {
  log.line(message);
  return { status: "Failed", errorCode: "JobFailed", message, externalExecutionId: deploymentId } as const;
}

/**
 * Where the group rolls back by itself, brings the last good revision back with a deployment of its own: a new id, a log
 * of its own. The action has failed all the same.
 * @returns what is to be added to the action's message
 */
async function rollBack(failedDeployment: Deployment, { lastSuccessful }: GroupState): Promise<string> {
  const { group, groupName, applicationName, context, log } = failedDeployment;
  if (!group.autoRollbackConfiguration?.enabled || context.signal.aborted) return "";
  const deploymentId = deploymentIdOf(context.newId());
  const blueGreen = group.blueGreenDeploymentConfiguration;
  if (!blueGreen && !lastSuccessful) {
    const text = "It cannot be rolled back: no deployment to the group has succeeded before.";
    log.line(text);
    return ` ${text}`;
  }
  const goal = lastSuccessful ? `the revision of ${lastSuccessful.deploymentId}` : "the original targets";
  log.line(`Rolling back to ${goal} with deployment ${deploymentId}`);
  const rollbackLog = context.openLog(logGroupOf(applicationName, groupName), deploymentId);
  rollbackLog.line(`Deployment ${deploymentId} rolls back ${failedDeployment.deploymentId} to ${goal}`);
  const rollback: Deployment = {
    ...failedDeployment,
    deploymentId,
    bundle: lastSuccessful?.bundle ?? failedDeployment.bundle,
    log: rollbackLog,
  };
  // The action shows the targets of its own deployment; what the rollback does is told by its log and its outcome.
  const report = new TargetReport({ clock: context.clock, report: () => undefined });
  const result = await (blueGreen ? rollBackTraffic(rollback, blueGreen, report) : redeploy(rollback, report));
  rollbackLog.line(`Deployment ${deploymentId} ${result.isSuccess ? result.summary : `failed: ${result.reason}`}`);
  await rollbackLog.flush();
  const text = result.isSuccess
    ? `Rolled back to ${goal} by deployment ${deploymentId}, which ${result.summary}.`
    : `The rollback to ${goal} by deployment ${deploymentId} failed: ${result.reason}`;
  log.line(text);
  return ` ${text}`;
}

/** A deployment like any other: once it has succeeded, it is the last that did. */
async function redeploy(rollback: Deployment, report: TargetReport): Promise<DeploymentResult> {
  const { bundle, context, deploymentId, stateDirectory } = rollback;
  try {
    await context.artifacts.pathOf(bundle.location);
  } catch (error) {
    return { isSuccess: false, reason: error instanceof Error ? error.message : String(error) };
  }
  const result = await deployInPlace(rollback, report);
  if (result.isSuccess) {
    await saveGroupState(stateDirectory, {
      ...(await readGroupState(stateDirectory)),
      lastSuccessful: { deploymentId, bundle },
    });
  }
  return result;
}

/** An appspec that cannot be read is found before anything is stopped for it. */
async function findFault({ bundle, context, log }: Deployment): Promise<string | null> {
  const directory = path.join(context.workDirectory(), "revision");
  try {
    await mkdir(directory);
    await context.artifacts.extract(bundle.location, directory, (name) =>
      log.line(`Left out ${name}: it is a link that leads outside the revision`),
    );
    const { appspec } = await readRevision(directory, bundle.artifactName);
    for (const event of ignoredEvents(appspec)) {
      log.line(`appspec.yml: ${event} is not an event that runs scripts, so its scripts do not run`);
    }
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function findGroup(applicationName: string, groupName: string, context: RunnerContext): Promise<DeploymentGroup> {
  const name = `${applicationName}/${groupName}`;
  const group = await context.resources.find("deployment-group", name);
  if (!group || group.targets.length === 0) {
    throw new ActionFailure(
      "ConfigurationError",
      `No deployment group is registered as ${name}. Register it under Settings, Local resources, with a directory for each instance.`,
    );
  }
  const all = [...group.targets, ...(group.blueGreenDeploymentConfiguration?.replacementTargets ?? [])];
  const relative = all.find(({ rootDirectory }) => !path.isAbsolute(rootDirectory));
  if (!relative) return group;
  throw new ActionFailure(
    "ConfigurationError",
    `Target ${relative.name} of deployment group ${name} has the root directory ${relative.rootDirectory}, which is not an absolute path. ` +
      "Correct it under Settings, Local resources.",
  );
}

function nameOf(job: ActionJob, key: "ApplicationName" | "DeploymentGroupName"): string {
  const name = job.configuration[key] ?? "";
  if (/^[\w+=,.@ -]{1,100}$/.test(name)) return name;
  throw new ActionFailure(
    "ConfigurationError",
    `${key} ${JSON.stringify(name)} is not a name that CodeDeploy accepts.`,
  );
}

function logGroupOf(applicationName: string, groupName: string): string {
  return `/aws/codedeploy/${applicationName}/${groupName}`;
}
