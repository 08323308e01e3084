import { createHash } from "node:crypto";
import { mkdir, readFile, realpath } from "node:fs/promises";
import path from "node:path";
import { resolveInside } from "../../artifacts/resolve-inside";
import { isMissing } from "../../is-missing";
import { ActionFailure } from "../action-failure";
import { makeRootDirectory } from "../agent/make-root-directory";
import { bundleOf } from "../agent/bundle";
import { folderOf } from "../agent/folder-of";
import { rollOut } from "../agent/roll-out";
import { TargetReport } from "../agent/target-report";
import { tellFailures } from "../agent/tell-failures";
import { TargetState } from "../agent/target-state";
import { openPipelineLog } from "../open-action-log";
import type { OutputPipes } from "../processes/output-pipes";
import type { ActionJob, ActionOutcome, Runner, RunnerContext } from "../runner";
import { SpecError } from "../spec-file/parse-spec";
import { inlineDeploySpec, parseDeploySpec, type DeploySpec } from "./deploy-spec";
import { ec2Configuration, instancesOf, type Ec2Configuration } from "./ec2-configuration";
import { InstanceDeployment, type Instance, type InstanceWork } from "./instance-deployment";

/** @see https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-EC2Deploy.html */
const MOST_INSTANCES = 500;

/** Runs EC2 deploy actions: copies the artifact to the directories that play the instances with the tag. */
export function createEc2DeployRunner(stateDirectory: string, pipes: OutputPipes): Runner {
  return {
    async run(job, context) {
      const configuration = ec2Configuration(job);
      const [input] = job.inputArtifacts;
      if (!input)
        throw new ActionFailure("ConfigurationError", `Action ${job.actionName} has no input artifact to deploy.`);
      const instances = await findInstances(configuration, context);
      const externalExecutionId = context.newId();
      const log = openPipelineLog(job, context, externalExecutionId);
      const revisionDirectory = await unpack(input, context);
      const bundle = await bundleOf(input, context.artifacts);
      const work: InstanceWork = {
        spec: await specOf(configuration, revisionDirectory, input.name),
        deploymentId: externalExecutionId,
        bundle,
        identity: createHash("sha256")
          .update(JSON.stringify([bundle.version, configuration.how]))
          .digest("hex"),
        pipes,
        log,
        context,
      };
      for (const name of configuration.targetGroups) {
        log.line(`Simulated locally: no load balancer is here, so instances stay in target group ${name}`);
      }
      try {
        const place = path.join(stateDirectory, folderOf(`${job.pipelineName}/${job.stageName}/${job.actionName}`));
        return { ...(await deploy(work, configuration, instances, place)), externalExecutionId };
      } finally {
        await log.flush();
      }
    },
  };
}

async function deploy(
  work: InstanceWork,
  configuration: Ec2Configuration,
  instances: readonly Instance[],
  stateDirectory: string,
): Promise<ActionOutcome> {
  const report = new TargetReport(work.context);
  const deployments: InstanceDeployment[] = [];
  for (const instance of instances) {
    await makeRootDirectory(instance);
    const state = await TargetState.open(path.join(stateDirectory, folderOf(instance.name)), instance.rootDirectory);
    const deployment = new InstanceDeployment(work, instance, state, () => report.change());
    deployments.push(deployment);
    report.add(deployment);
  }
  const current = deployments.filter((deployment) => deployment.hasArtifactAlready);
  for (const deployment of current) deployment.skip("It has this artifact already.");
  const due = failedFirst(deployments.filter((deployment) => !deployment.hasArtifactAlready));
  const mostErrors = instancesOf(configuration.maxError, instances.length, 0);
  const pace = {
    atOnce: instancesOf(configuration.maxBatch, instances.length, 1),
    mayBeginOneMore: ({ failed }: { readonly failed: number }) => failed <= mostErrors,
  };
  const failures: string[] = [];
  const { succeeded, failed, left } = await rollOut(due, pace, async (deployment) => {
    const failure = await deployment.run();
    if (failure !== null) failures.push(`on ${deployment.instance.name} in ${failure}`);
    return failure === null;
  });
  for (const deployment of left) deployment.skip("Not reached: too many instances had failed.");
  report.flush();
  const counts = `${succeeded.length} of ${instances.length} instance(s)${current.length > 0 ? `, ${current.length} had the artifact already` : ""}`;
  const told = failures.length === 0 ? "" : `. ${tellFailures(failures)}`;
  if (failed.length <= mostErrors) {
    work.log.line(`Deployed to ${counts}${told}`);
    return { status: "Succeeded", summary: `Deployed to ${counts}${told}${aboutTargetGroups(configuration)}` };
  }
  const message = `The deployment failed on ${failed.length} instance(s), MaxError allows ${mostErrors}. ${tellFailures(failures)} Deployed to ${counts}.`;
  work.log.line(message);
  return { status: "Failed", errorCode: "JobFailed", message };
}

/** No load balancer is here to take the instances out of while they are deployed to, and nobody shall think so. */
function aboutTargetGroups({ targetGroups }: Ec2Configuration): string {
  return targetGroups.length === 0
    ? ""
    : `. Simulated locally: traffic of ${targetGroups.join(", ")} was left as it is`;
}

function failedFirst(deployments: readonly InstanceDeployment[]): InstanceDeployment[] {
  const rank = ({ state }: InstanceDeployment): number => (state.value.health === "Unhealthy" ? 0 : 1);
  return deployments.toSorted((a, b) => rank(a) - rank(b));
}

async function findInstances(
  { tagKey, tagValue, instanceType }: Ec2Configuration,
  context: RunnerContext,
): Promise<readonly Instance[]> {
  const all = await context.resources.list("instance");
  const found = all.filter(
    (instance) =>
      (instance.instanceType ?? "EC2") === instanceType &&
      instance.tags.some(({ key, value }) => key === tagKey && (tagValue === undefined || value === tagValue)),
  );
  const tag = tagValue === undefined ? tagKey : `${tagKey}=${tagValue}`;
  if (found.length === 0) {
    throw new ActionFailure(
      "ConfigurationError",
      `No instance of type ${instanceType} has the tag ${tag}. Register one under Settings, Local resources, with that tag and a directory.`,
    );
  }
  if (found.length <= MOST_INSTANCES) return found;
  throw new ActionFailure(
    "ConfigurationError",
    `${found.length} instances have the tag ${tag}; an EC2 deploy action takes ${MOST_INSTANCES} at most. Use a narrower tag.`,
  );
}

async function unpack(input: ActionJob["inputArtifacts"][number], context: RunnerContext): Promise<string> {
  const directory = path.join(context.workDirectory(), "revision");
  await mkdir(directory);
  await context.artifacts.extract(input.location, directory);
  return realpath(directory);
}

async function specOf({ how }: Ec2Configuration, directory: string, artifactName: string): Promise<DeploySpec> {
  try {
    if (how.kind === "inline") return inlineDeploySpec(how);
    const file = await resolveInside(directory, how.path);
    if (file === null) throw new SpecError(`DeploySpec ${how.path} leads outside artifact ${artifactName}`);
    return parseDeploySpec(await readFile(file, "utf8"), how.path);
  } catch (error) {
    if (error instanceof SpecError) throw new ActionFailure("JobFailed", `${error.message}.`, { cause: error });
    if (!isMissing(error) || how.kind === "inline") throw error;
    throw new ActionFailure(
      "JobFailed",
      `Artifact ${artifactName} has no ${how.path}, which DeploySpec names. Add it to the repository, and to the artifacts of the build that makes this artifact.`,
      { cause: error },
    );
  }
}
