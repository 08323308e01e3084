import "server-only";
import type { ActionAttempt, ExecutionStage } from "@/lib/contracts/execution-detail";
import type { StoredAction } from "@/lib/db/action-executions";
import type { PipelineDeclaration } from "@/lib/pipeline/declaration";
import { isTerminal, type PipelineExecutionStatus, type StageExecutionStatus } from "@/lib/pipeline/execution";
import type { PipelineState, StageState } from "@/lib/pipeline/pipeline-state";
import { iso } from "@/lib/server/iso";
import { transitionToContract } from "@/lib/server/pipelines/transition-contract";
import { stageConditions } from "./stage-conditions";

interface StagesInput {
  readonly execution: { readonly pipelineExecutionId: string; readonly status: PipelineExecutionStatus };
  readonly declaration: PipelineDeclaration | null;
  readonly state: PipelineState | null;
  /** Oldest first. */
  readonly actions: readonly StoredAction[];
  readonly typicalDurations: readonly { stageName: string; actionName: string; medianMs: number }[];
  /** The structure is unchanged since, and somebody may run things there. */
  readonly isRetryPossible: boolean;
}

/** Joins what was declared, what ran and what the pipeline's gates say now, in the order of the declaration. */
export function executionStages(input: StagesInput): ExecutionStage[] {
  const declared = new Map(
    (input.declaration?.stages ?? []).map(({ name, actions }) => [name, actions.map((action) => action.name)]),
  );
  const undeclared = input.actions.map(({ stageName }) => stageName).filter((name) => !declared.has(name));
  return [...new Set([...declared.keys(), ...undeclared])].map((name) =>
    stageOf(input, { name, actionNames: declared.get(name) ?? [] }),
  );
}

function stageOf(input: StagesInput, { name, actionNames }: { name: string; actionNames: readonly string[] }) {
  const { execution, state, typicalDurations } = input;
  const attempts = input.actions.filter(({ stageName }) => stageName === name);
  const stageState = state?.stages.find(({ stageName }) => stageName === name) ?? null;
  const names = [...new Set([...actionNames, ...attempts.map(({ actionName }) => actionName)])];
  const status = stageStatus({ execution, stageState, attempts, actionNames: names });
  const actions = names.map((actionName) => ({
    name: actionName,
    attempts: attempts
      .filter((attempt) => attempt.actionName === actionName)
      .map((attempt) => attemptOf(attempt, stageState)),
    typicalDurationMs:
      typicalDurations.find((typical) => typical.stageName === name && typical.actionName === actionName)?.medianMs ??
      null,
  }));
  const starts = attempts.map(({ startedAt }) => startedAt);
  const updates = attempts.map(({ lastUpdatedAt }) => lastUpdatedAt);
  return {
    name,
    status,
    startedAt: starts.length === 0 ? null : iso(Math.min(...starts)),
    lastUpdatedAt: updates.length === 0 ? null : iso(Math.max(...updates)),
    actions,
    transition: stageState?.transition ? transitionToContract(stageState.transition) : null,
    inboundExecutions: [...(stageState?.inboundExecutions ?? [])],
    canRetry:
      input.isRetryPossible && canRetry({ execution, stageState, status }) && !haveAllSucceeded(attempts, names),
    conditions: stageConditions({
      stage: input.declaration?.stages.find((declared) => declared.name === name) ?? null,
      stageState:
        stageState?.latestExecution?.pipelineExecutionId === execution.pipelineExecutionId ? stageState : null,
      executionStatus: execution.status,
    }),
  } satisfies ExecutionStage;
}

/**
 * The state tells the status while the execution is the stage's latest; afterwards, and in PARALLEL mode, it follows
 * from the latest attempt of each action.
 */
function stageStatus({
  execution,
  stageState,
  attempts,
  actionNames,
}: {
  execution: StagesInput["execution"];
  stageState: StageState | null;
  attempts: readonly StoredAction[];
  actionNames: readonly string[];
}): StageExecutionStatus | null {
  const latest = stageState?.latestExecution;
  if (latest?.pipelineExecutionId === execution.pipelineExecutionId) return latest.status;
  if (attempts.length === 0) return null;
  const latestStatuses = new Map(attempts.map(({ actionName, status }) => [actionName, status]));
  const statuses = [...latestStatuses.values()];
  if (statuses.includes("InProgress")) return "InProgress";
  if (statuses.includes("Failed")) return "Failed";
  if (statuses.includes("Abandoned")) return "Stopped";
  if (actionNames.every((name) => latestStatuses.has(name))) return "Succeeded";
  if (!isTerminal(execution.status)) return "InProgress";
  if (execution.status === "Stopped" || execution.status === "Failed") return execution.status;
  return execution.status === "Succeeded" ? "Succeeded" : "Cancelled";
}

/** @see API_RetryStageExecution: only the stage's latest execution, and only while it is failed or stopped */
function canRetry({
  execution,
  stageState,
  status,
}: {
  execution: StagesInput["execution"];
  stageState: StageState | null;
  status: StageExecutionStatus | null;
}): boolean {
  if (status !== "Failed" && status !== "Stopped") return false;
  const latest = stageState?.latestExecution;
  return !latest || latest.pipelineExecutionId === execution.pipelineExecutionId;
}

/** Then a condition failed the stage, and there is no action to run again. */
function haveAllSucceeded(attempts: readonly StoredAction[], actionNames: readonly string[]): boolean {
  const latest = new Map(attempts.map(({ actionName, status }) => [actionName, status]));
  return actionNames.every((name) => latest.get(name) === "Succeeded");
}

function attemptOf(action: StoredAction, stageState: StageState | null): ActionAttempt {
  const { input, output } = action;
  const live = stageState?.actions.find(({ actionExecutionId }) => actionExecutionId === action.actionExecutionId);
  const hasError = action.status === "Failed" || action.errorMessage !== null;
  return {
    actionExecutionId: action.actionExecutionId,
    status: action.status,
    startedAt: iso(action.startedAt),
    lastUpdatedAt: iso(action.lastUpdatedAt),
    updatedBy: action.updatedBy,
    summary: action.summary,
    error: hasError
      ? { code: action.errorCode, message: action.errorMessage ?? action.summary ?? "The action gave no reason." }
      : null,
    percentComplete: live?.percentComplete ?? null,
    externalExecutionId: action.externalExecutionId,
    externalExecutionUrl: action.externalExecutionUrl,
    hasLog: action.logStreamArn !== null,
    category: action.category,
    owner: action.owner,
    provider: action.provider,
    namespace: input.namespace,
    configuration: input.configuration,
    resolvedConfiguration: input.resolvedConfiguration,
    inputArtifacts: input.inputArtifacts,
    outputArtifacts: output.outputArtifacts,
    outputVariables: output.outputVariables,
  };
}
