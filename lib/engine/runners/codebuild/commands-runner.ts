import { ActionFailure } from "../action-failure";
import { openPipelineLog } from "../open-action-log";
import type { ActionJob, Runner, RunnerContext } from "../runner";
import type { BuildOutput } from "./build-plan";
import { resolveVariables } from "./build-variables";
import type { Buildspec } from "./buildspec";
import { LOCAL_IMAGE } from "./codebuild-environment";
import { NO_PHASE_OBSERVER } from "./records/build-recorder";
import { outcomeOf, runBuild } from "./run-build";
import type { CodeBuildOptions } from "./run-project-build";

/**
 * Runs Commands actions: commands of the declaration in one shell, in the directory of the first input.
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-Commands.html
 */
export function createCommandsRunner(options: CodeBuildOptions): Runner {
  return {
    async run(job, context) {
      const commands = job.commands ?? [];
      if (commands.length === 0) {
        throw new ActionFailure("ConfigurationError", `Action ${job.actionName} has no commands. Add at least one.`);
      }
      const machineNotes = notesOnMachine(job);
      const stream = context.newId();
      const log = openPipelineLog(job, context, stream);
      const spec: Buildspec = {
        version: "0.2",
        env: { "exported-variables": [...(job.outputVariables ?? [])] },
        phases: { build: { commands: [...commands] } },
      };
      const plan = {
        identity: {
          projectName: `codepipeline-${job.pipelineName}`,
          buildId: stream,
          buildNumber: 1,
          logStream: stream,
          startedAt: context.clock.now(),
          buildUrl: options.executionUrl?.(job),
          image: LOCAL_IMAGE,
        },
        isEarly: true,
        signal: context.signal,
        observer: NO_PHASE_OBSERVER,
        cache: null,
        loadSpec: async () => ({ spec, origin: "The commands are those of the action" }),
        async variables() {
          const found = await resolveVariables(job.environmentVariables ?? [], options.secrets);
          return { ...found, notes: [...found.notes, ...machineNotes] };
        },
        outputsOf: () => outputsOfAction(job, context),
      };
      return outcomeOf(stream, await runBuild({ job, context, machine: options, plan, writer: log }));
    },
  };
}

/** @returns what the log should say about the machine that was asked for */
function notesOnMachine({ actionName, configuration }: ActionJob): readonly string[] {
  const { EnvironmentType, ComputeType = "BUILD_GENERAL1_SMALL", VpcId } = configuration;
  const notes = VpcId === undefined ? [] : [`VpcId ${VpcId} is not applied: commands reach what this machine does`];
  if (EnvironmentType !== "WINDOWS_SERVER_2022_CONTAINER") return notes;
  if (ComputeType !== "BUILD_GENERAL1_SMALL") return [...notes, "There is no Windows here: the commands run in Bash"];
  throw new ActionFailure(
    "ConfigurationError",
    `Action ${actionName}: Windows needs ComputeType BUILD_GENERAL1_MEDIUM or BUILD_GENERAL1_LARGE.`,
  );
}

function outputsOfAction(job: ActionJob, { artifacts }: RunnerContext): readonly BuildOutput[] {
  return job.outputArtifacts.map(({ name, location, files }) => ({
    name,
    rule: files ? { files: [...files] } : null,
    missing: `the output artifact ${name} has no files. Name them in outputArtifacts[].files of the action`,
    put: (entries) => artifacts.putEntries(location, entries),
  }));
}
