import { ActionFailure } from "../action-failure";
import { openActionLog } from "../open-action-log";
import type { ActionJob, Runner, RunnerContext } from "../runner";
import { runBatch } from "./batch/run-batch";
import type { Buildspec } from "./buildspec";
import { BuildSlots, findProject } from "./project";
import { outcomeOf } from "./run-build";
import { logGroupOf, runProjectBuild, type CodeBuildOptions, type ProjectOutput } from "./run-project-build";

/** Runs Build and Test actions of CodeBuild: the buildspec of the primary input, as real processes on this machine. */
export function createCodeBuildRunner(options: CodeBuildOptions): Runner {
  const slots = new BuildSlots();
  return {
    async run(job, context) {
      const project = await findProject(job, context.resources);
      const giveBack = slots.take(project);
      try {
        const stream = context.newId();
        const buildId = `${project.name}:${stream}`;
        const group = logGroupOf(project);
        const log = openActionLog(job, context, { group, stream, externalExecutionId: buildId });
        if (isBatch(job)) return await runBatch({ job, context, options }, { project, stream, log });
        const { signal } = context;
        const outputsOf = (spec: Buildspec) => outputsOfAction(job, context, spec);
        const build = { project, stream, log, signal, outputsOf };
        return outcomeOf(buildId, await runProjectBuild({ job, context, options }, build));
      } finally {
        giveBack();
      }
    },
  };
}

function isBatch({ actionName, configuration }: ActionJob): boolean {
  const isEnabled = configuration["BatchEnabled"] === "true";
  if (configuration["CombineArtifacts"] === "true" && !isEnabled) {
    throw new ActionFailure("ConfigurationError", `CombineArtifacts of ${actionName} needs BatchEnabled to be true.`);
  }
  return isEnabled;
}

/** One output is made by the top-level rule; of several, each by the secondary artifact of its name. */
function outputsOfAction(job: ActionJob, { artifacts }: RunnerContext, spec: Buildspec): readonly ProjectOutput[] {
  const isOnly = job.outputArtifacts.length === 1;
  return job.outputArtifacts.map(({ name, location }) => ({
    name,
    location: `arn:aws:s3:::${location.bucket}/${location.key}`,
    rule: (isOnly ? spec.artifacts : spec.artifacts?.["secondary-artifacts"]?.[name]) ?? null,
    missing: isOnly
      ? `the buildspec has no artifacts with files, but the action has the output artifact ${name}. Add artifacts: files:`
      : `the buildspec has no secondary-artifacts entry ${name} with files; with several output artifacts each needs one of its name`,
    put: (entries, producer) => artifacts.putEntries(location, entries, producer),
  }));
}
