"use client";
import { AlertDialog } from "@/components/ui/alert-dialog";
import type { Approval, ApprovalDecision } from "@/lib/contracts/approval";
import { shortExecutionId } from "../../controls/use-execution-commands";
import { revisionTitle, shortRevisionId } from "../../revision";

interface AnswerQuestionProps {
  readonly approval: Approval;
  /** What was asked for with a single key; null: nothing. */
  readonly status: ApprovalDecision["status"] | null;
  readonly comment: string;
  readonly onClose: () => void;
  readonly onConfirm: (status: ApprovalDecision["status"]) => void;
}

const VERBS = { Approved: "Approve", Rejected: "Reject" } as const;

/** Stands between a single key and an answer. It opens on Cancel, so that Enter alone decides nothing. */
export function AnswerQuestion({ approval, status, comment, onClose, onConfirm }: AnswerQuestionProps) {
  const { pipelineName, stageName, actionName, pipelineExecutionId, sourceRevisions, onBehalfOf } = approval;
  if (status === null) return null;
  const [revision] = sourceRevisions;
  const what = revision ? `${shortRevisionId(revision.revisionId)} ${revisionTitle(revision)}`.trim() : "";
  return (
    <AlertDialog
      open
      onOpenChange={(isOpen) => isOpen || onClose()}
      title={`${VERBS[status]} ${pipelineName} ${stageName}?`}
      description={
        <div className="flex flex-col gap-2 [overflow-wrap:anywhere]">
          <p>
            {stageName} / {actionName} of execution {shortExecutionId(pipelineExecutionId)}
            {what && `, which carries ${what}`}.{onBehalfOf && ` You answer on behalf of ${onBehalfOf.name}.`}
          </p>
          <p>{comment.trim() ? `Your comment goes with it: “${comment.trim()}”` : "No comment goes with it."}</p>
        </div>
      }
      confirmLabel={VERBS[status]}
      destructive={status === "Rejected"}
      onConfirm={() => {
        onClose();
        onConfirm(status);
      }}
    />
  );
}
