"use client";
import { Check, UserRoundCheck, X } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Field } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { Textarea } from "@/components/ui/textarea";
import { Time } from "@/components/ui/time";
import { useKeptText } from "@/components/ui/use-kept-text";
import type { Approval, ApprovalDecision } from "@/lib/contracts/approval";
import { useRunKeys } from "../../use-run-keys";
import { AnswerQuestion } from "./answer-question";
import { commentKey } from "../approval-key";
import { letThrough, type LetThrough } from "./let-through";
import { LetThroughButton } from "./let-through-button";
import { obstaclesOf } from "./obstacles";
import { useDecide } from "./use-decide";

interface ApprovalFormProps {
  /** The request that was shown. The decision carries its token, so it can answer no other. */
  readonly approval: Approval;
  readonly onDecided?: () => void;
  /** `a` and `r` ask whether to approve or reject. */
  readonly hasKeys?: boolean;
}

/** Comment and decision. The comment is kept until the decision was taken. Give it a `key` of the request's token. */
export function ApprovalForm({ approval, onDecided, hasKeys = false }: ApprovalFormProps) {
  const { stageName, token, onBehalfOf, commentLength } = approval;
  const comment = useKeptText(commentKey(approval));
  const [asked, setAsked] = useState<ApprovalDecision["status"] | null>(null);
  const decide = useDecide(approval, (isDecided) => {
    comment.drop();
    if (isDecided) onDecided?.();
  });
  const { Approved: whyNoApproval, Rejected: whyNoRejection } = obstaclesOf(approval);
  const isOpen = {
    Approved: token !== null && whyNoApproval === null,
    Rejected: token !== null && whyNoRejection === null,
  };
  const ask = (status: ApprovalDecision["status"]) => () => {
    if (hasKeys && isOpen[status] && !decide.isPending) setAsked(status);
  };
  useRunKeys(hasKeys ? { a: ask("Approved"), r: ask("Rejected") } : {});

  if (!isOpen.Approved && !isOpen.Rejected) {
    return (
      <Note>{whyNoApproval ?? "The connection has not told yet what answers this request. It will in a moment."}</Note>
    );
  }

  function send(
    status: ApprovalDecision["status"],
    others: Extract<LetThrough, { kind: "offered" }>["alsoReject"] = [],
  ) {
    if (token === null || decide.isPending) return;
    const text = comment.text.trim();
    decide.mutate([
      { stageName, actionName: approval.actionName, token, status, comment: text, onBehalfOf: onBehalfOf?.id ?? null },
      ...others.map((other) => ({ ...other, stageName, status, comment: text })),
    ]);
  }

  const offer = letThrough(approval);
  const sending = decide.isPending ? decide.variables[0].status : null;
  return (
    <form aria-label="Decision" className="flex flex-col gap-2.5" onSubmit={(event) => event.preventDefault()}>
      {onBehalfOf && (
        <p className="flex items-start gap-1.5 text-small">
          <UserRoundCheck aria-hidden="true" className="mt-px size-3.5 shrink-0 text-accent" />
          <span className="[overflow-wrap:anywhere]">
            You answer on behalf of <b className="font-semibold">{onBehalfOf.name}</b>, until{" "}
            <Time at={Date.parse(onBehalfOf.until)} format="clock" />
            {`: ${onBehalfOf.reason}`}
          </span>
        </p>
      )}
      <Field
        label="Comment"
        hideLabel
        help={
          <span className="flex justify-between gap-3">
            <span>Applies to this request only; a changed one is refused.</span>
            <span className="shrink-0">
              {comment.text.length} of {commentLength}
            </span>
          </span>
        }
      >
        <Textarea
          rows={2}
          className="max-sm:h-11"
          value={comment.text}
          maxLength={commentLength}
          placeholder="Comment, for everyone who watches"
          onChange={(event) => comment.setText(event.target.value)}
        />
      </Field>
      {whyNoApproval && <Note>{whyNoApproval}</Note>}
      {decide.error && <ErrorNotice error={decide.error} />}
      <div className="flex flex-wrap gap-2 max-sm:grid max-sm:grid-cols-2">
        <Button
          variant="primary"
          size="lg"
          className="max-sm:order-2 max-sm:h-11"
          pending={sending === "Approved"}
          disabled={!isOpen.Approved || sending === "Rejected"}
          onClick={() => send("Approved")}
        >
          <Check aria-hidden="true" />
          Approve
        </Button>
        <Button
          variant="destructive"
          size="lg"
          className="max-sm:order-1 max-sm:h-11"
          pending={sending === "Rejected"}
          disabled={!isOpen.Rejected || sending === "Approved"}
          onClick={() => send("Rejected")}
        >
          <X aria-hidden="true" />
          Reject
        </Button>
        {offer.kind === "offered" && isOpen.Rejected && (
          <LetThroughButton
            approval={approval}
            offer={offer}
            comment={comment.text}
            disabled={decide.isPending}
            onConfirm={() => send("Rejected", offer.alsoReject)}
          />
        )}
      </div>
      <AnswerQuestion
        approval={approval}
        status={asked}
        comment={comment.text}
        onClose={() => setAsked(null)}
        onConfirm={send}
      />
    </form>
  );
}
