import type { RunAction } from "../engine";
import type { ActionJob, ActionOutcome, ActionProgress } from "../runners/runner";

/** Runs nothing: a test looks at the job and says how it ends. Actions are called by name. */
export interface ScriptedRunner {
  readonly runAction: RunAction;
  /** Every job that was started, in order. */
  readonly jobs: readonly ActionJob[];
  /** Names of the actions that run now. */
  running(): string[];
  report(actionName: string, progress: ActionProgress): void;
  succeed(actionName: string, outcome?: Omit<Extract<ActionOutcome, { status: "Succeeded" }>, "status">): void;
  fail(actionName: string, message?: string): void;
  /** As a runner must not. */
  throw(actionName: string, error: Error): void;
}

interface RunningJob {
  readonly job: ActionJob;
  report(progress: ActionProgress): void;
  end(outcome: ActionOutcome): void;
  crash(error: Error): void;
}

export function createScriptedRunner(): ScriptedRunner {
  const jobs: ActionJob[] = [];
  const running = new Map<string, RunningJob>();

  function find(actionName: string): RunningJob {
    const found = running.get(actionName);
    if (!found) throw new Error(`The action ${actionName} does not run.`);
    return found;
  }

  return {
    jobs,
    running: () => [...running.keys()],
    runAction: (job, { signal, report }) =>
      new Promise((resolve, reject) => {
        jobs.push(job);
        const end = (outcome: ActionOutcome): void => {
          running.delete(job.actionName);
          resolve(outcome);
        };
        const crash = (error: Error): void => {
          running.delete(job.actionName);
          reject(error);
        };
        running.set(job.actionName, { job, report, end, crash });
        signal.addEventListener("abort", () => {
          end({ status: "Failed", errorCode: "JobFailed", message: "It was told to stop." });
        });
      }),
    report: (actionName, progress) => find(actionName).report(progress),
    succeed: (actionName, outcome = {}) => find(actionName).end({ status: "Succeeded", ...outcome }),
    fail: (actionName, message = "It broke.") =>
      find(actionName).end({ status: "Failed", errorCode: "JobFailed", message }),
    throw: (actionName, error) => find(actionName).crash(error),
  };
}
