import { approvalDecision, approvalResult } from "@/lib/contracts/approval";
import { executionAddress } from "@/lib/contracts/pipeline-address";
import { putApprovalResult } from "@/lib/server/approvals/put-approval-result";
import { route } from "@/lib/server/route";

export const POST = route({
  params: executionAddress,
  input: approvalDecision,
  output: approvalResult,
  handle: ({ viewer, params, input }) => putApprovalResult(viewer, params, input),
});
