import "server-only";
import type { Approval } from "@/lib/contracts/approval";
import type { WaitingApproval } from "@/lib/db/approvals";
import { EXECUTION_MODES } from "@/lib/pipeline/declaration";
import { iso } from "@/lib/server/iso";

/** @see https://docs.aws.amazon.com/codepipeline/latest/userguide/approvals.html */
const DEFAULT_TIMEOUT_MINUTES = 7 * 24 * 60;

type ForViewer = Pick<
  Approval,
  "token" | "onBehalfOf" | "commentLength" | "standing" | "behind" | "beside" | "alsoRunning"
>;

/** A waiting approval to our HTTP JSON, with what of it depends on who looks. */
export function approvalToContract(waiting: WaitingApproval, forViewer: ForViewer): Approval {
  const configuration = { ...waiting.input.configuration, ...waiting.input.resolvedConfiguration };
  return {
    connection: waiting.connection,
    pipelineName: waiting.pipelineName,
    pipelineExecutionId: waiting.pipelineExecutionId,
    stageName: waiting.stageName,
    actionName: waiting.actionName,
    actionExecutionId: waiting.actionExecutionId,
    waitingSince: iso(waiting.waitingSince),
    expiresAt: iso(waiting.waitingSince + timeoutMinutesOf(waiting) * 60_000),
    customData: configuration["CustomData"] ?? null,
    externalEntityLink: configuration["ExternalEntityLink"] ?? null,
    sourceRevisions: waiting.sourceRevisions,
    startedAt: iso(waiting.startedAt),
    executionMode: EXECUTION_MODES.find((mode) => mode === waiting.executionMode) ?? null,
    isDemo: waiting.isDemo,
    ...forViewer,
  };
}

/** The state tells it for the very attempt that waits; in PARALLEL mode the history does. */
export function tokenOf({ state, stageName, actionExecutionId, executionMode, externalExecutionId }: WaitingApproval) {
  if (executionMode === "PARALLEL") return externalExecutionId;
  const stage = state?.stages.find((candidate) => candidate.stageName === stageName);
  return stage?.actions.find((action) => action.actionExecutionId === actionExecutionId)?.token ?? null;
}

function timeoutMinutesOf({ declaration, stageName, actionName }: WaitingApproval): number {
  const stage = declaration?.stages.find(({ name }) => name === stageName);
  return stage?.actions.find(({ name }) => name === actionName)?.timeoutInMinutes ?? DEFAULT_TIMEOUT_MINUTES;
}
