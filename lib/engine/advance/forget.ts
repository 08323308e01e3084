import { isTerminal } from "@/lib/pipeline/execution";
import type { ExecutionState, PipelineState, StageGate } from "../state";

/** PARALLEL executions have no latest of a stage, so this many finished ones stay retryable: as many as may go on at once. */
const KEPT_PARALLEL_EXECUTIONS = 50;

/**
 * Drops what the future no longer depends on: executions that are over, the versions only they were pinned to, and what
 * stood before stages that no version in use has any more.
 */
export function forget(state: PipelineState): PipelineState {
  const gates = gatesInUse(state);
  const executions = Object.values(state.executions);
  const kept = keptIds(gates, executions);
  const remaining = executions.filter(({ record }) => kept.has(record.pipelineExecutionId));
  const versions = new Set([state.version, ...remaining.map(({ record }) => record.pipelineVersion)]);
  const isWhole =
    remaining.length === executions.length &&
    versions.size === Object.keys(state.declarations).length &&
    gates.length === Object.keys(state.gates).length;
  if (isWhole) return state;
  return {
    ...state,
    gates: Object.fromEntries(gates),
    executions: Object.fromEntries(remaining.map((execution) => [execution.record.pipelineExecutionId, execution])),
    declarations: Object.fromEntries(
      Object.entries(state.declarations).filter(([version]) => versions.has(Number(version))),
    ),
  };
}

function gatesInUse({ gates, version, executions, declarations }: PipelineState): [string, StageGate][] {
  const live = Object.values(executions).filter(({ record }) => !isTerminal(record.status));
  const versions = new Set([version, ...live.map(({ record }) => record.pipelineVersion)]);
  const stages = [...versions].flatMap((used) => declarations[used]?.stages ?? []);
  const names = new Set(stages.map(({ name }) => name));
  return Object.entries(gates).filter(([stageName]) => names.has(stageName));
}

function keptIds(stageGates: readonly [string, StageGate][], executions: readonly ExecutionState[]): Set<string> {
  const gates = stageGates.map(([, gate]) => gate);
  const live = executions.filter(({ record }) => !isTerminal(record.status));
  const parallel = executions
    .filter(({ record }) => record.executionMode === "PARALLEL" && isTerminal(record.status))
    .filter(({ record }) => record.status !== "Succeeded")
    .toSorted((a, b) => b.record.ordinal - a.record.ordinal)
    .slice(0, KEPT_PARALLEL_EXECUTIONS);
  return new Set([
    ...[...live, ...parallel].map(({ record }) => record.pipelineExecutionId),
    ...gates.flatMap(({ waiting }) => waiting.map(({ pipelineExecutionId }) => pipelineExecutionId)),
    ...gates.flatMap(({ latestExecutionId }) => latestExecutionId ?? []),
  ]);
}
