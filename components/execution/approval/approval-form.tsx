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
import { type Approval, APPROVAL_SUMMARY_LENGTH, type ApprovalDecision } from "@/lib/contracts/approval";
import { putApprovalResult } from "@/lib/queries/approvals";

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
  const comment = useKeptText(
    `approval/${connection}/${pipelineName}/${pipelineExecutionId}/${stageName}/${actionName}`,
  );
  const refetch = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ["approvals"] }),
      client.invalidateQueries({ queryKey: ["pipelines", connection, pipelineName] }),
    ]);
  const decide = useMutation({
    mutationFn: (decision: ApprovalDecision) =>
      putApprovalResult(connection, pipelineName, pipelineExecutionId, decision),
    async onSuccess(_answer, { status }) {
      comment.drop();
      toast.done(`${pipelineName} ${stageName} is ${WORDS[status]}`);
      await refetch();
      onDecided?.();
    },
    onError: refetch,
  });

  if (token === null) {
    return <Note>Your role may look at this request, not answer it. An approver, admin or owner can.</Note>;
  }

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
      {decide.error && <ErrorNotice error={decide.error} />}
      <div className="flex flex-wrap gap-2 max-sm:grid max-sm:grid-cols-2">
        <Button
          variant="primary"
          size="lg"
          className="max-sm:h-11"
          pending={decide.isPending && decide.variables.status === "Approved"}
          disabled={decide.isPending && decide.variables.status === "Rejected"}
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
      </div>
    </form>
  );
}
