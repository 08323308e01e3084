import { mkdirSync } from "node:fs";
import path from "node:path";
import { ActionFailure } from "../action-failure";
import type { ActionJob, RunnerContext } from "../runner";
import type { BuildDirectory } from "./build-directories";
import type { SourceDirectories } from "./codebuild-environment";

/** Puts the content of an input artifact into an empty directory. */
export type UnpackInput = (
  input: ActionJob["inputArtifacts"][number],
  directory: string,
  context: RunnerContext,
  note: (text: string) => void,
) => Promise<void>;

interface SourceInputs {
  readonly job: ActionJob;
  readonly context: RunnerContext;
  readonly unpackInput: UnpackInput;
  /** Hears of what is left out. */
  note(text: string): void;
}

/** Unpacks every input: the primary into `source`, the others beside it. */
export async function prepareSource(
  { job, context, unpackInput, note }: SourceInputs,
  { root, source: primary }: Pick<BuildDirectory, "root" | "source">,
): Promise<SourceDirectories> {
  const primaryName = primaryInputOf(job);
  const secondary = new Map<string, string>();
  for (const [index, input] of job.inputArtifacts.entries()) {
    const directory = input.name === primaryName ? primary : path.join(root, `src-${index}`);
    if (input.name !== primaryName) {
      mkdirSync(directory);
      secondary.set(input.name, directory);
    }
    await unpackInput(input, directory, context, note);
  }
  return { primary, secondary };
}

function primaryInputOf(job: ActionJob): string | undefined {
  const names = job.inputArtifacts.map((input) => input.name);
  const chosen = job.configuration["PrimarySource"];
  if (chosen === undefined) {
    const needsChoice = names.length > 1 && job.actionTypeId.provider === "CodeBuild";
    if (!needsChoice) return names[0];
    throw new ActionFailure(
      "ConfigurationError",
      `Action ${job.actionName} has ${names.length} input artifacts: set PrimarySource to the one with the buildspec. Its inputs are: ${names.join(", ")}.`,
    );
  }
  if (names.includes(chosen)) return chosen;
  throw new ActionFailure(
    "ConfigurationError",
    `PrimarySource ${chosen} is not an input artifact of ${job.actionName}. Its inputs are: ${names.join(", ")}.`,
  );
}
