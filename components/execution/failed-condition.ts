import type { ExecutionDetail } from "@/lib/contracts/execution-detail";
import type { StageCondition } from "@/lib/contracts/stage-condition";
import { conditionsAt, type Past } from "./replay/past";
import type { Run } from "./run";

/** A condition that ended an execution. */
export interface FailedCondition {
  readonly stageName: string;
  readonly condition: StageCondition;
}

/**
 * Whether a condition ended it, and nothing but its rules can tell which: no action failed, and no stage is held by one
 * now, because a newer execution is in the stage or the mode is PARALLEL.
 */
export function isFailedByCondition({ status, failure, statusSummary, stages }: ExecutionDetail): boolean {
  const conditions = stages.flatMap((stage) => stage.conditions);
  return (
    status === "Failed" &&
    !failure &&
    !statusSummary &&
    conditions.length > 0 &&
    !conditions.some(({ canOverride }) => canOverride)
  );
}

/**
 * Which condition it was, as its rules came out. @returns null where they do not tell one alone, or where the execution
 * went on behind it, as one that was overridden elsewhere lets it
 */
export function failedCondition(execution: ExecutionDetail, past: Past): FailedCondition | null {
  if (!isFailedByCondition(execution)) return null;
  const { stages } = execution;
  const failed = stages.flatMap(({ name, conditions, actions }, index) =>
    conditionsAt(name, Number.POSITIVE_INFINITY, { past, conditions, actions })
      .filter(({ status, result }) => status === "Failed" && result !== "SKIP")
      .map((condition) => ({ stageName: name, condition, index })),
  );
  const last = failed.at(-1);
  if (!last || failed.some((one) => one !== last && one.index === last.index)) return null;
  const wentOn = stages.slice(last.index + 1).some(({ startedAt }) => startedAt !== null);
  return wentOn ? null : { stageName: last.stageName, condition: last.condition };
}

/** The run with the stage as the service showed it while the execution was its latest: failed, though no action was. */
export function withFailedCondition(run: Run, failed: FailedCondition | null): Run {
  if (!failed) return run;
  const stages = run.stages.map((stage) =>
    stage.name === failed.stageName ? { ...stage, status: "Failed" as const } : stage,
  );
  return { ...run, stages };
}
