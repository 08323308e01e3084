"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "@/components/ui/toast";
import type { Approval, ApprovalDecision, ApprovalResult } from "@/lib/contracts/approval";
import { putApprovalResult } from "@/lib/queries/approvals";

const WORDS = { Approved: "approved", Rejected: "rejected" } as const;

/** One answer, or that of several requests of one execution that were shown together. */
export type Decisions = readonly [ApprovalDecision, ...ApprovalDecision[]];

/** Sends decisions one after the other, and reads again what they changed, whether they were taken or not. */
export function useDecide(approval: Approval, onTaken: (isDecided: boolean) => void) {
  const { connection, pipelineName } = approval;
  const client = useQueryClient();
  const refetch = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ["approvals"] }),
      client.invalidateQueries({ queryKey: ["pipelines", connection, pipelineName] }),
    ]);
  return useMutation({
    async mutationFn([first, ...others]: Decisions) {
      const answer = await putApprovalResult(approval, first);
      for (const decision of others) {
        await putApprovalResult(approval, decision).catch((cause: unknown) => {
          const reason = cause instanceof Error ? cause.message : "It is not known why.";
          toast.failed(`${first.actionName} is ${WORDS[first.status]}, ${decision.actionName} is not`, {
            detail: reason,
          });
        });
      }
      return answer;
    },
    async onSuccess(answer, [{ status }]) {
      tell(approval, status, answer);
      onTaken(answer.missing === 0);
      await refetch();
    },
    onError: refetch,
  });
}

function tell({ pipelineName, stageName }: Approval, status: ApprovalDecision["status"], answer: ApprovalResult): void {
  if (answer.missing > 0) {
    const needed = answer.missing === 1 ? "one more is needed" : `${answer.missing} more are needed`;
    toast.told(`Your approval of ${pipelineName} ${stageName} is recorded; ${needed}`);
  } else if (answer.approvedAt === null) {
    toast.told(`${pipelineName} ${stageName} is ${WORDS[status]}; the decision is being sent`);
  } else toast.done(`${pipelineName} ${stageName} is ${WORDS[status]}`);
}
