import { queryOptions } from "@tanstack/react-query";
import { type ApprovalDecision, approvalList, approvalResult, decidedApprovalList } from "@/lib/contracts/approval";
import { stageComparison } from "@/lib/contracts/stage-comparison";
import { getJson, sendJson } from "./get-json";
import { executionUrl } from "./urls";

/** A policy's hours begin and end without anything else changing. */
const LOOK_AGAIN_EVERY_MS = 60_000;

/** Every approval that waits, over all connections. */
export function approvalsQuery() {
  return queryOptions({
    queryKey: ["approvals"],
    queryFn: ({ signal }) => getJson(approvalList, "/api/approvals", { signal }),
    refetchInterval: LOOK_AGAIN_EVERY_MS,
  });
}

/** Requests that were answered, expired or were abandoned, over all connections. */
export function decidedApprovalsQuery() {
  return queryOptions({
    queryKey: ["approvals", "decided"],
    queryFn: ({ signal }) => getJson(decidedApprovalList, "/api/approvals/decided", { signal }),
    refetchInterval: LOOK_AGAIN_EVERY_MS,
  });
}

/** What the execution would change in a stage. */
export function stageComparisonQuery(
  connection: string,
  pipelineName: string,
  pipelineExecutionId: string,
  stageName: string,
) {
  const url = `${executionUrl(connection, pipelineName, pipelineExecutionId)}/stages/${encodeURIComponent(stageName)}/comparison`;
  return queryOptions({
    queryKey: [
      "pipelines",
      connection,
      pipelineName,
      "executions",
      pipelineExecutionId,
      "stages",
      stageName,
      "comparison",
    ],
    queryFn: ({ signal }) => getJson(stageComparison, url, { signal }),
  });
}

export function putApprovalResult(
  connection: string,
  pipelineName: string,
  pipelineExecutionId: string,
  decision: ApprovalDecision,
) {
  return sendJson(approvalResult, `${executionUrl(connection, pipelineName, pipelineExecutionId)}/approval`, {
    method: "POST",
    body: decision,
  });
}
