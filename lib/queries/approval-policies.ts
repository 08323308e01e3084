import { queryOptions } from "@tanstack/react-query";
import { approvalPolicies, type ApprovalPolicyToSave } from "@/lib/contracts/approval-policy";
import { getJson, sendJson } from "./get-json";
import { pipelineUrl } from "./urls";

export function approvalPoliciesQuery(connection: string, pipelineName: string) {
  return queryOptions({
    queryKey: ["pipelines", connection, pipelineName, "approval-policies"],
    queryFn: ({ signal }) => getJson(approvalPolicies, policiesUrl(connection, pipelineName), { signal }),
  });
}

export function putApprovalPolicy(connection: string, pipelineName: string, policy: ApprovalPolicyToSave) {
  return sendJson(approvalPolicies, policiesUrl(connection, pipelineName), { method: "PUT", body: policy });
}

function policiesUrl(connection: string, pipelineName: string): string {
  return `${pipelineUrl(connection, pipelineName)}/approval-policies`;
}
