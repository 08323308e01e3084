"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Check, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Field } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import { useKeptText } from "@/components/ui/use-kept-text";
import {
  type Approval,
  APPROVAL_SUMMARY_LENGTH,
  type ApprovalDecision,
  type ApprovalResult,
  type ApprovalStanding,
} from "@/lib/contracts/approval";
import { putApprovalResult } from "@/lib/queries/approvals";
import { commentKey } from "./approval-key";
import { RejectForNewest } from "./reject-for-newest";

const WORDS = { Approved: "approved", Rejected: "rejected" } as const;

interface ApprovalFormProps {
  /** The request that was shown. The decision carries its token, so it can answer no other. */
  readonly approval: Approval;
  readonly onDecided?: () => void;
}

/** Comment and decision. The comment is kept until the decision was taken. Give it a `key` of the request's token. */
export function ApprovalForm({ approval, onDecided }: ApprovalFormProps) {
  const { connection, pipelineName, pipelineExecutionId, stageName, actionName, token } = approval;
  const client = useQueryClient();
  const comment = useKeptText(commentKey(approval));
  const refetch = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ["approvals"] }),
      client.invalidateQueries({ queryKey: ["pipelines", connection, pipelineName] }),
    ]);
  const decide = useMutation({
    mutationFn: (decision: ApprovalDecision) =>
      putApprovalResult(connection, pipelineName, pipelineExecutionId, decision),
    async onSuccess(answer, { status }) {
      comment.drop();
      tell(approval, status, answer);
      await refetch();
      if (answer.missing === 0) onDecided?.();
    },
    onError: refetch,
  });

  if (token === null) {
    return <Note>Your role may look at this request, not answer it. An approver, admin or owner can.</Note>;
  }

  const { Approved: whyNoApproval, Rejected: whyNoRejection } = obstaclesOf(approval.standing);
  if (whyNoApproval !== null && whyNoRejection !== null) return <Note>{whyNoApproval}</Note>;

  function send(status: ApprovalDecision["status"]) {
    if (token === null) return;
    decide.mutate({ stageName, actionName, token, status, comment: comment.text.trim() });
  }

  return (
    <form aria-label="Decision" className="flex flex-col gap-2.5" onSubmit={(event) => event.preventDefault()}>
      <Field
        label="Comment"
        hideLabel
        help={
          <span className="flex justify-between gap-3">
            <span>Applies to this request only; a changed one is refused.</span>
            <span className="shrink-0">
              {comment.text.length} of {APPROVAL_SUMMARY_LENGTH}
            </span>
          </span>
        }
      >
        <Textarea
          rows={2}
          value={comment.text}
          maxLength={APPROVAL_SUMMARY_LENGTH}
          placeholder="Comment, seen by everyone who watches this execution"
          onChange={(event) => comment.setText(event.target.value)}
        />
      </Field>
      {whyNoApproval && <Note>{whyNoApproval}</Note>}
      {decide.error && <ErrorNotice error={decide.error} />}
      <div className="flex flex-wrap gap-2 max-sm:grid max-sm:grid-cols-2">
        <Button
          variant="primary"
          size="lg"
          className="max-sm:h-11"
          pending={decide.isPending && decide.variables.status === "Approved"}
          disabled={whyNoApproval !== null || (decide.isPending && decide.variables.status === "Rejected")}
          onClick={() => send("Approved")}
        >
          <Check aria-hidden="true" />
          Approve
        </Button>
        <Button
          variant="destructive"
          size="lg"
          className="max-sm:h-11"
          pending={decide.isPending && decide.variables.status === "Rejected"}
          disabled={decide.isPending && decide.variables.status === "Approved"}
          onClick={() => send("Rejected")}
        >
          <X aria-hidden="true" />
          Reject
        </Button>
        {approval.newerExecutionId && approval.isNewestNext && (
          <RejectForNewest
            approval={approval}
            newerExecutionId={approval.newerExecutionId}
            comment={comment.text}
            disabled={decide.isPending}
            onConfirm={() => send("Rejected")}
          />
        )}
      </div>
    </form>
  );
}

/** Why each answer is closed to the viewer, or null. Voting twice would change nothing. */
function obstaclesOf(standing: ApprovalStanding | null): ApprovalStanding["refusals"] {
  if (standing === null) return { Approved: null, Rejected: null };
  const { decision, refusals, votes, approvals, required } = standing;
  if (decision !== null) {
    const sending = `This request is ${WORDS[decision]}, and the decision is on its way to the connection.`;
    return { Approved: sending, Rejected: sending };
  }
  const hasApproved = votes.some(({ isOwn, counts, status }) => isOwn && counts && status === "Approved");
  if (!hasApproved || approvals >= required) return refusals;
  return { ...refusals, Approved: "Your approval is recorded. Others must approve too; you can still reject." };
}

function tell({ pipelineName, stageName }: Approval, status: ApprovalDecision["status"], answer: ApprovalResult): void {
  if (answer.missing > 0) {
    const needed = answer.missing === 1 ? "one more is needed" : `${answer.missing} more are needed`;
    toast.told(`Your approval of ${pipelineName} ${stageName} is recorded; ${needed}`);
  } else if (answer.approvedAt === null) {
    toast.told(`${pipelineName} ${stageName} is ${WORDS[status]}; the decision is being sent`);
  } else toast.done(`${pipelineName} ${stageName} is ${WORDS[status]}`);
}
