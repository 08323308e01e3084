import { maskSecrets } from "../processes/mask-secrets";
import { OutputLog } from "../processes/output-log";
import type { ActionJob, ActionOutcome, RunnerContext } from "../runner";
import { runAttempt, type AttemptResult, type Build } from "./build-attempt";
import { BuildLog, describeFailure, type PhaseFailure } from "./build-log";
import type { BuildPlan } from "./build-plan";
import { summaryOfReports } from "./reports/summarize-reports";

export type BuildResult = Pick<AttemptResult, "failure" | "outputVariables" | "reports">;

/** Runs a build to its end, repeating it as its `on-failure: RETRY` asks. */
export async function runBuild(build: Build): Promise<BuildResult> {
  const { job, context, plan, writer } = build;
  const limit = new TimeLimit(plan, job, context);
  const log = new BuildLog(new OutputLog(writer, maskSecrets([])), context.clock, plan.observer);
  log.line("Running on the local engine");
  try {
    for (let number = 1; ; number += 1) {
      const attempt = await runAttempt({
        ...build,
        plan: { ...plan, signal: limit.signal },
        interruption: (phase) => limit.interruption(phase),
      });
      if (!attempt.failure || number > attempt.retries || limit.signal.aborted) return attempt;
      log.line(`Retrying the build: attempt ${number + 1} of ${attempt.retries + 1}`);
    }
  } finally {
    limit.cancel();
    await writer.flush();
  }
}

/** What the action says about a build. */
export function outcomeOf(buildId: string, { failure, outputVariables, reports }: BuildResult): ActionOutcome {
  const summary = summaryOfReports(reports);
  const known = { externalExecutionId: buildId, ...(summary !== null && { summary }) };
  if (!failure) return { status: "Succeeded", outputVariables, ...known };
  return { status: "Failed", errorCode: "JobFailed", message: describeFailure(failure), ...known };
}

/** Ends a build when its project's time is up, or when its action is stopped or out of time. */
class TimeLimit {
  readonly #expired = new AbortController();
  readonly #outer: AbortSignal;
  readonly #isActionOverdue: () => boolean;
  readonly signal: AbortSignal;
  readonly cancel: () => void;

  constructor({ timeoutMs, signal }: BuildPlan, job: ActionJob, { clock }: RunnerContext) {
    const startedAt = clock.now();
    this.#outer = signal;
    this.#isActionOverdue = () => clock.now() - startedAt >= job.timeoutMs;
    this.signal = timeoutMs === undefined ? signal : AbortSignal.any([signal, this.#expired.signal]);
    this.cancel = timeoutMs === undefined ? () => undefined : clock.setTimer(timeoutMs, () => this.#expired.abort());
  }

  interruption(phase: PhaseFailure["phase"]): PhaseFailure | null {
    if (!this.signal.aborted) return null;
    const isOverdue = this.#outer.aborted ? this.#isActionOverdue() : true;
    return isOverdue
      ? { phase, code: "BUILD_TIMED_OUT", message: "Build has timed out." }
      : { phase, code: "BUILD_STOPPED", message: "The build was stopped" };
  }
}
