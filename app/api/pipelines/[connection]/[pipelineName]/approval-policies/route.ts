import { approvalPolicies, approvalPolicyToSave } from "@/lib/contracts/approval-policy";
import { pipelineAddress } from "@/lib/contracts/pipeline-address";
import { getApprovalPolicies, setApprovalPolicy } from "@/lib/server/approvals/approval-policies";
import { route } from "@/lib/server/route";

export const GET = route({
  params: pipelineAddress,
  output: approvalPolicies,
  handle: ({ viewer, params }) => getApprovalPolicies(viewer, params),
});

export const PUT = route({
  params: pipelineAddress,
  input: approvalPolicyToSave,
  output: approvalPolicies,
  handle: ({ viewer, params, input }) => setApprovalPolicy(viewer, params, input),
});
