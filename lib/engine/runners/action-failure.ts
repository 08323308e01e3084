import { ArtifactError } from "../artifacts/artifact-error";
import type { FailureType } from "../failure-types";
import type { ActionOutcome, LogWriter, Runner, RunnerContext } from "./runner";

/** Thrown inside a runner to end its action. The message is shown to people as it is. */
export class ActionFailure extends Error {
  override readonly name = "ActionFailure";
  readonly errorCode: FailureType;

  constructor(errorCode: FailureType, message: string, options?: ErrorOptions) {
    super(message, options);
    this.errorCode = errorCode;
  }
}

/**
 * Turns what a runner throws into the outcome of its action, so that no action can take the engine down. The log of the
 * action, if it has been told where that is, says it too.
 */
export function withFailuresAsOutcomes(runner: Runner): Runner {
  return {
    async run(job, context) {
      let log: LogWriter | null = null;
      const openLog: RunnerContext["openLog"] = (group, stream) => {
        const opened = context.openLog(group, stream);
        log ??= opened;
        return opened;
      };
      try {
        return await runner.run(job, { ...context, openLog });
      } catch (error) {
        const failure = failureOf(error);
        await tell(failure.message, log);
        return failure;
      }
    },
  };
}

async function tell(message: string, log: LogWriter | null): Promise<void> {
  for (const line of message.split(/\r?\n/)) log?.line(line);
  // The outcome says it; that it could not be written besides is not told.
  await log?.flush().catch(() => undefined);
}

const DISK_FULL =
  "The disk of this machine is full, so what the action made or said could not be written. Free some space and retry the stage.";

/** What programs such as Git say then. */
const DISK_FULL_ELSEWHERE = /No space left on device|Disk quota exceeded/;

function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? error.code : undefined;
  if (code === "ENOSPC" || code === "EDQUOT" || DISK_FULL_ELSEWHERE.test(error.message)) return true;
  return isDiskFull(error.cause);
}

/** What an action that could not be run has come to. */
export function failureOf(error: unknown): Extract<ActionOutcome, { status: "Failed" }> {
  if (error instanceof ActionFailure) return { status: "Failed", errorCode: error.errorCode, message: error.message };
  if (isDiskFull(error)) return { status: "Failed", errorCode: "SystemUnavailable", message: DISK_FULL };
  if (error instanceof ArtifactError) return { status: "Failed", errorCode: "JobFailed", message: error.message };
  const reason = error instanceof Error ? error.message : String(error);
  return {
    status: "Failed",
    errorCode: "SystemUnavailable",
    message: `This machine could not run the action: ${reason}`,
  };
}
