import type { Approval } from "@/lib/contracts/approval";

/** What the address says of a request: the place, not the token. */
export function approvalKey(approval: Approval): string {
  const { connection, pipelineName, pipelineExecutionId, stageName, actionName } = approval;
  return [connection, pipelineName, pipelineExecutionId, stageName, actionName].join("/");
}

/** Where the browser keeps what was typed for a request. */
export function commentKey(approval: Approval): string {
  return `approval/${approvalKey(approval)}`;
}
