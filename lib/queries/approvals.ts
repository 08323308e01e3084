import { queryOptions } from "@tanstack/react-query";
import { type ApprovalDecision, approvalList, approvalResult } from "@/lib/contracts/approval";
import { getJson, sendJson } from "./get-json";
import { executionUrl } from "./urls";

/** Every approval that waits, over all connections. */
export function approvalsQuery() {
  return queryOptions({
    queryKey: ["approvals"],
    queryFn: ({ signal }) => getJson(approvalList, "/api/approvals", { signal }),
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
