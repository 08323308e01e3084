import "server-only";
import { can } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import type { Approval, ApprovalStanding } from "@/lib/contracts/approval";
import type { WaitingApproval } from "@/lib/db/approvals";
import { iso } from "@/lib/server/iso";

/** @see https://docs.aws.amazon.com/codepipeline/latest/userguide/approvals.html */
const DEFAULT_TIMEOUT_MINUTES = 7 * 24 * 60;

/** A waiting approval to our HTTP JSON, without the token for who may not approve. */
export function approvalToContract(
  viewer: Viewer,
  waiting: WaitingApproval,
  standing: ApprovalStanding | null,
): Approval {
  const configuration = { ...waiting.input.configuration, ...waiting.input.resolvedConfiguration };
  const stage = waiting.state?.stages.find(({ stageName }) => stageName === waiting.stageName);
  return {
    connection: waiting.connection,
    pipelineName: waiting.pipelineName,
    pipelineExecutionId: waiting.pipelineExecutionId,
    stageName: waiting.stageName,
    actionName: waiting.actionName,
    actionExecutionId: waiting.actionExecutionId,
    token: can(viewer.role, "approve") && !waiting.isDemo ? tokenOf(waiting) : null,
    waitingSince: iso(waiting.waitingSince),
    expiresAt: iso(waiting.waitingSince + timeoutMinutesOf(waiting) * 60_000),
    customData: configuration["CustomData"] ?? null,
    externalEntityLink: configuration["ExternalEntityLink"] ?? null,
    sourceRevisions: waiting.sourceRevisions,
    startedAt: iso(waiting.startedAt),
    newerExecutionId: stage?.inboundExecutions.at(-1)?.pipelineExecutionId ?? null,
    isNewestNext: stage?.inboundExecutions.length === 1,
    standing,
    isDemo: waiting.isDemo,
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
