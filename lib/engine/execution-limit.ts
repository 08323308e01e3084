import { isTerminal } from "@/lib/pipeline/execution";
import type { PipelineState } from "./state";

/** @see https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html */
export const MAX_CONCURRENT_EXECUTIONS = 50;

/** Whether a QUEUED or PARALLEL pipeline has as many executions going on as it may. */
export function isAtExecutionLimit(state: PipelineState): boolean {
  const mode = state.declarations[state.version]?.executionMode ?? "SUPERSEDED";
  if (mode === "SUPERSEDED") return false;
  const live = Object.values(state.executions).filter(({ record }) => !isTerminal(record.status));
  return live.length >= MAX_CONCURRENT_EXECUTIONS;
}
