import { isTerminal } from "@/lib/pipeline/execution";
import type { ExecutionState, PipelineState } from "../state";

/** PARALLEL executions have no latest of a stage, so this many finished ones stay retryable. */
const KEPT_PARALLEL_EXECUTIONS = 20;

/** Drops what the future no longer depends on: executions that are over and the versions only they were pinned to. */
export function forget(state: PipelineState): PipelineState {
  const executions = Object.values(state.executions);
  const kept = keptIds(state, executions);
  const remaining = executions.filter(({ record }) => kept.has(record.pipelineExecutionId));
  const versions = new Set([state.version, ...remaining.map(({ record }) => record.pipelineVersion)]);
  const hasForgotten = remaining.length < executions.length || versions.size < Object.keys(state.declarations).length;
  if (!hasForgotten) return state;
  return {
    ...state,
    executions: Object.fromEntries(remaining.map((execution) => [execution.record.pipelineExecutionId, execution])),
    declarations: Object.fromEntries(
      Object.entries(state.declarations).filter(([version]) => versions.has(Number(version))),
    ),
  };
}

function keptIds(state: PipelineState, executions: readonly ExecutionState[]): Set<string> {
  const gates = Object.values(state.gates);
  const parallel = executions
    .filter(({ record }) => record.executionMode === "PARALLEL" && record.status !== "Succeeded")
    .toSorted((a, b) => b.record.ordinal - a.record.ordinal)
    .slice(0, KEPT_PARALLEL_EXECUTIONS);
  const live = executions.filter(({ record }) => !isTerminal(record.status));
  return new Set([
    ...[...live, ...parallel].map(({ record }) => record.pipelineExecutionId),
    ...gates.flatMap(({ waiting }) => waiting.map(({ pipelineExecutionId }) => pipelineExecutionId)),
    ...gates.flatMap(({ latestExecutionId }) => latestExecutionId ?? []),
  ]);
}
