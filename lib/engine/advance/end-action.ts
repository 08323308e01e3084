import { MAX_OUTPUT_VARIABLES_BYTES } from "@/lib/pipeline/limits";
import type { ActionFailure, ActionSuccess } from "../events";
import type { ActionExecutionRecord, ProviderDetails } from "../records";
import { announceAction } from "./announce";
import { markSeen } from "./mark-seen";
import { errorDetails, providerDetails, revisionDetails } from "./provider-details";
import type { Turn } from "./turn";

export type RunningAction = Extract<ActionExecutionRecord, { status: "InProgress" }>;

/** @returns null when the attempt is over already or was replaced by a newer one: a late event changes nothing */
export function findRunningAction(turn: Turn, actionExecutionId: string): RunningAction | null {
  for (const execution of Object.values(turn.state.executions)) {
    for (const stage of Object.values(execution.stages)) {
      for (const action of Object.values(stage.actions)) {
        if (action.actionExecutionId === actionExecutionId && action.status === "InProgress") return action;
      }
    }
  }
  return null;
}

export function progressAction(turn: Turn, action: RunningAction, details: ProviderDetails): void {
  turn.putAction({ ...action, ...providerDetails(details), lastUpdatedAt: turn.at });
}

/** Ends the attempt well and hands on what it put out: artifacts, variables, and a source's revision. */
export function succeedAction(turn: Turn, action: RunningAction, success: ActionSuccess): void {
  const { pipelineExecutionId } = action;
  const { outputVariables = {}, revision } = success;
  const size = sizeOfVariables(outputVariables);
  if (size > MAX_OUTPUT_VARIABLES_BYTES) {
    const { outputVariables: _tooLarge, ...details } = success;
    return failAction(turn, action, { ...details, error: { code: "JobFailed", message: tooLargeMessage(size) } });
  }
  const { namespace } = action.input;
  const execution = turn.execution(pipelineExecutionId);
  turn.updateExecution(pipelineExecutionId, {
    artifacts: {
      ...execution.artifacts,
      ...Object.fromEntries(action.outputArtifacts.map(({ name, location }) => [name, location])),
    },
    ...(namespace !== undefined && {
      outputVariables: { ...execution.outputVariables, [namespace]: outputVariables },
    }),
  });
  if (revision) recordRevision(turn, action, revision);
  end(turn, action, {
    ...ended(action, success, turn.at),
    status: "Succeeded",
    ...(Object.keys(outputVariables).length > 0 && { outputVariables }),
  });
}

/** Of all names and values, in UTF-8 bytes. */
export function sizeOfVariables(variables: Readonly<Record<string, string>>): number {
  return new TextEncoder().encode(Object.entries(variables).flat().join("")).length;
}

function tooLargeMessage(size: number): string {
  return `Its output variables take ${size} bytes, which is more than the ${MAX_OUTPUT_VARIABLES_BYTES} allowed.`;
}

export function failAction(turn: Turn, action: RunningAction, failure: ActionFailure): void {
  end(turn, action, { ...ended(action, failure, turn.at), status: "Failed", error: errorDetails(failure.error) });
}

/** Ends the attempt on our side; what its provider has begun goes on by itself where it can. */
export function abandonAction(turn: Turn, action: RunningAction): void {
  turn.perform({ type: "abortAction", actionExecutionId: action.actionExecutionId });
  end(turn, action, { ...ended(action, {}, turn.at), status: "Abandoned" });
}

function end(turn: Turn, action: RunningAction, result: ActionExecutionRecord): void {
  turn.perform({ type: "clearTimer", actionExecutionId: action.actionExecutionId });
  turn.putAction(result);
  announceAction(turn, result);
  turn.followUp({
    type: "settleStage",
    pipelineExecutionId: action.pipelineExecutionId,
    stageName: action.stageName,
  });
}

/** The attempt without what only a running one has. */
function ended(
  { status: _status, timeoutAt: _timeoutAt, approvalToken: _approvalToken, ...attempt }: RunningAction,
  details: ProviderDetails,
  at: number,
): Omit<RunningAction, "status" | "timeoutAt" | "approvalToken"> {
  return { ...attempt, ...providerDetails(details), lastUpdatedAt: at };
}

/** A revision that was asked for by name says nothing about what is newest, so it does not count as seen. */
function recordRevision(turn: Turn, action: RunningAction, revision: NonNullable<ActionSuccess["revision"]>): void {
  const { pipelineExecutionId, actionName } = action;
  const execution = turn.execution(pipelineExecutionId);
  const others = execution.record.artifactRevisions.filter((known) => known.actionName !== actionName);
  const artifactName = action.outputArtifacts[0]?.name ?? actionName;
  const override = execution.sourceOverrides.find((asked) => asked.actionName === actionName);
  const { revisionChangeIdentifier } = override?.revisionValue === revision.revisionId ? override : {};
  const told = { ...(revisionChangeIdentifier !== undefined && { revisionChangeIdentifier }), ...revision };
  turn.updateRecord(pipelineExecutionId, {
    artifactRevisions: [...others, { actionName, artifactName, ...revisionDetails(told) }],
  });
  if (override) return;
  markSeen(turn, { actionName, revisionId: revision.revisionId });
}
