import type { Approval } from "@/lib/contracts/approval";

/** Where a request is asked: a retry asks in the same place again, with another token. */
export type RequestPlace = Pick<
  Approval,
  "connection" | "pipelineName" | "pipelineExecutionId" | "stageName" | "actionName"
>;

/** What the address says of a request: the place, not the token. */
export function approvalKey(place: RequestPlace): string {
  const { connection, pipelineName, pipelineExecutionId, stageName, actionName } = place;
  return [connection, pipelineName, pipelineExecutionId, stageName, actionName].join("/");
}

/** Where the browser keeps what was typed for a request. */
export function commentKey(place: RequestPlace): string {
  return `approval/${approvalKey(place)}`;
}
