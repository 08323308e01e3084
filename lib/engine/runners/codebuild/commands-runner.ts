import { ActionFailure } from "../action-failure";
import { openActionLog } from "../open-action-log";
import type { Runner } from "../runner";
import { resolveVariables } from "./build-variables";
import type { CodeBuildOptions } from "./codebuild-runner";
import { runBuild } from "./run-build";

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
      const stream = context.newId();
      const projectName = `codepipeline-${job.pipelineName}`;
      const log = openActionLog(job, context, {
        group: `/aws/codepipeline/${job.pipelineName}`,
        stream,
        externalExecutionId: stream,
      });
      return runBuild(
        job,
        context,
        options,
        {
          identity: {
            projectName,
            buildId: stream,
            buildNumber: 1,
            logStream: stream,
            startedAt: context.clock.now(),
            buildUrl: options.executionUrl?.(job),
          },
          loadSpec: async () => ({
            spec: {
              version: "0.2",
              env: { "exported-variables": [...(job.outputVariables ?? [])] },
              phases: { build: { commands: [...commands] } },
            },
            origin: "The commands are those of the action",
          }),
          variables: () => resolveVariables(job.environmentVariables ?? [], options.secrets),
          ruleFor: (outputName) => {
            const files = job.outputArtifacts.find((output) => output.name === outputName)?.files;
            return files ? { files: [...files] } : null;
          },
        },
        log,
      );
    },
  };
}
