import { queryOptions } from "@tanstack/react-query";
import { type ApprovalDecision, approvalList, approvalResult, decidedApprovalList } from "@/lib/contracts/approval";
import type { ExecutionAddress } from "@/lib/contracts/pipeline-address";
import { stageComparison } from "@/lib/contracts/stage-comparison";
import { getJson, sendJson } from "./get-json";
import { executionKey, executionUrl } from "./urls";

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
export function stageComparisonQuery(address: ExecutionAddress, stageName: string) {
  const url = `${executionUrl(address)}/stages/${encodeURIComponent(stageName)}/comparison`;
  return queryOptions({
    queryKey: [...executionKey(address), "stages", stageName, "comparison"],
    queryFn: ({ signal }) => getJson(stageComparison, url, { signal }),
  });
}

export function putApprovalResult(address: ExecutionAddress, decision: ApprovalDecision) {
  return sendJson(approvalResult, `${executionUrl(address)}/approval`, {
    method: "POST",
    body: decision,
  });
}
