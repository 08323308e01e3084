import "server-only";
import type { Approval } from "@/lib/contracts/approval";
import type { FleetPipeline } from "@/lib/contracts/fleet";
import { groupBy } from "./group-by";

type WaitingInPipeline = NonNullable<FleetPipeline["waiting"]>;

/** What waits in each pipeline, by `connection/name`. @param approvals the longest waiting first */
export function waitingByPipeline(approvals: readonly Approval[]): ReadonlyMap<string, WaitingInPipeline> {
  const groups = groupBy(approvals, ({ connection, pipelineName }) => `${connection}/${pipelineName}`);
  return new Map([...groups].flatMap(([key, [first, ...others]]) => (first ? [[key, summaryOf(first, others)]] : [])));
}

function summaryOf(first: Approval, others: readonly Approval[]): WaitingInPipeline {
  const all = [first, ...others];
  return {
    count: all.length,
    since: first.waitingSince,
    pipelineExecutionId: first.pipelineExecutionId,
    stageName: first.stageName,
    actionName: first.actionName,
    expiresAt: all.reduce((soonest, { expiresAt }) => (expiresAt < soonest ? expiresAt : soonest), first.expiresAt),
    isForViewer: all.some(canDecide),
  };
}

/** Only who may approve at all is given the token; a policy may still refuse them, or their vote may be cast. */
function canDecide({ token, standing }: Approval): boolean {
  if (token === null) return false;
  if (standing === null) return true;
  const hasVoted = standing.votes.some(({ isOwn }) => isOwn);
  return standing.decision === null && standing.refusals.Approved === null && !hasVoted;
}
