import { mkdir } from "node:fs/promises";
import path from "node:path";
import { assertNever } from "@/lib/assert-never";
import type { DeploymentConfig, LocalResource } from "../../local-resources";
import { ActionFailure } from "../action-failure";
import { openActionLog } from "../open-action-log";
import type { OutputPipes } from "../processes/output-pipes";
import type { ActionJob, ActionOutcome, DeploymentTargetProgress, LogWriter, Runner, RunnerContext } from "../runner";
import { TargetDeployment, type Deployment } from "./deploy-target";
import { checkRevision, readRevision } from "./read-revision";
import { TargetState } from "./target-state";

type DeploymentGroup = Extract<LocalResource, { type: "deployment-group" }>;

/**
 * Runs CodeDeploy actions: the appspec of the input on every directory that plays an instance of the group.
 * Stricter than CodeDeploy in one point: a deployment with a failed target never counts as succeeded, and no further
 * batch of targets is started.
 */
export function createCodeDeployRunner(stateDirectory: string, pipes: OutputPipes): Runner {
  const queues = new Map<string, Promise<unknown>>();
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
        group: `/aws/codedeploy/${applicationName}/${groupName}`,
        stream: deploymentId,
        externalExecutionId: deploymentId,
      });
      // A group deploys one revision at a time, whichever pipelines deploy to it.
      const before = queues.get(group.name);
      if (before) log.line("Another deployment to this group is in progress: waiting for it");
      const turn = (before ?? Promise.resolve())
        .catch(() => undefined)
        .then(() =>
          deploy({ deploymentId, applicationName, groupName, input, pipes }, group, stateDirectory, context, log),
        );
      queues.set(group.name, turn);
      try {
        return await turn;
      } finally {
        if (queues.get(group.name) === turn) queues.delete(group.name);
        await log.flush();
      }
    },
  };
}

async function deploy(
  deployment: Deployment,
  group: DeploymentGroup,
  stateDirectory: string,
  context: RunnerContext,
  log: LogWriter,
): Promise<ActionOutcome> {
  const externalExecutionId = deployment.deploymentId;
  const failure = await findFault(deployment, context, log);
  if (failure) return { status: "Failed", errorCode: "JobFailed", message: failure, externalExecutionId };
  const targets: TargetDeployment[] = [];
  const report = (): void => {
    const progress = targets.map((target) => target.progress);
    context.report({ targets: progress, percentComplete: percentOf(progress) });
  };
  for (const target of group.targets) {
    await mkdir(target.rootDirectory, { recursive: true });
    const directory = path.join(
      stateDirectory,
      ...[deployment.applicationName, deployment.groupName, target.name].map(folderOf),
    );
    const state = await TargetState.open(directory, target.rootDirectory);
    targets.push(new TargetDeployment(deployment, target, state, context, log, report));
  }
  const size = batchSize(group.deploymentConfig ?? "OneAtATime", targets.length);
  for (let from = 0; from < targets.length; from += size) {
    const batch = targets.slice(from, from + size);
    const failures = (await Promise.all(batch.map((target) => target.run()))).map((reason, index) =>
      reason === null ? null : `on target ${batch[index]?.progress.name} in ${reason}`,
    );
    const [first] = failures.filter((reason) => reason !== null);
    if (first === undefined) continue;
    for (const target of targets.slice(from + size)) target.skip();
    const message = `Deployment ${externalExecutionId} failed ${first}`;
    log.line(message);
    return { status: "Failed", errorCode: "JobFailed", message, externalExecutionId };
  }
  const summary = `Deployment ${externalExecutionId} succeeded on ${targets.length} target${targets.length === 1 ? "" : "s"}`;
  log.line(summary);
  return { status: "Succeeded", externalExecutionId, summary };
}

function percentOf(targets: readonly DeploymentTargetProgress[]): number {
  const events = targets.flatMap((target) => target.events);
  const ended = events.filter(({ status }) => status !== "Pending" && status !== "InProgress");
  return Math.floor((100 * ended.length) / events.length);
}

/** What is wrong with the revision is found before anything is stopped for it. */
async function findFault({ input }: Deployment, context: RunnerContext, log: LogWriter): Promise<string | null> {
  const directory = path.join(context.workDirectory, "revision");
  try {
    await mkdir(directory);
    await context.artifacts.extract(input.location, directory);
    await checkRevision(await readRevision(directory, input.name));
    return null;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    log.line(message);
    return message;
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
  const relative = group.targets.find(({ rootDirectory }) => !path.isAbsolute(rootDirectory));
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

function batchSize(config: DeploymentConfig, targetCount: number): number {
  if (typeof config === "object") {
    const share = config.type === "HOST_COUNT" ? config.value : Math.ceil((targetCount * config.value) / 100);
    return Math.max(1, targetCount - share);
  }
  switch (config) {
    case "OneAtATime":
      return 1;
    case "HalfAtATime":
      return Math.max(1, Math.floor(targetCount / 2));
    case "AllAtOnce":
      return targetCount;
    default:
      return assertNever(config);
  }
}

/** `d-` and nine capitals or digits. */
function deploymentIdOf(id: string): string {
  return `d-${id.replaceAll("-", "").slice(-9).toUpperCase()}`;
}

/** A name as one folder, whatever it holds; dots too, so that no name means the folder above. */
function folderOf(name: string): string {
  return encodeURIComponent(name).replaceAll(".", "%2E");
}
