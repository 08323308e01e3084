"use client";
import { FastForward } from "lucide-react";
import { useState } from "react";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import type { Approval } from "@/lib/contracts/approval";
import { shortExecutionId } from "../../controls/use-execution-commands";
import { letThroughLabel, type LetThrough } from "./let-through";
import { OtherExecution } from "../other-execution";

interface LetThroughButtonProps {
  readonly approval: Approval;
  readonly offer: Extract<LetThrough, { kind: "offered" }>;
  readonly comment: string;
  readonly disabled: boolean;
  readonly onConfirm: () => void;
}

/** Rejects this execution so that what waits behind it gets to the gate, after saying what that does and does not. */
export function LetThroughButton({ approval, offer, comment, disabled, onConfirm }: LetThroughButtonProps) {
  const [isAsking, setAsking] = useState(false);
  const { pipelineExecutionId, stageName, actionName } = approval;
  const { next, later, alsoReject, stillRunning } = offer;
  const id = shortExecutionId(pipelineExecutionId);
  const label = letThroughLabel(offer);
  return (
    <>
      <Button
        size="lg"
        className="max-sm:order-3 max-sm:col-span-2 max-sm:h-11"
        disabled={disabled}
        onClick={() => setAsking(true)}
      >
        <FastForward aria-hidden="true" />
        {label}
      </Button>
      <AlertDialog
        open={isAsking}
        onOpenChange={setAsking}
        title={`${label.replace("Reject", `Reject execution ${id}`)}?`}
        description={
          <div className="flex flex-col gap-2 [overflow-wrap:anywhere]">
            <p>
              {stageName} fails for execution {id}: what it carries does not ship by itself.
              {alsoReject.length > 0 &&
                ` Rejected are ${[actionName, ...alsoReject.map((one) => one.actionName)].join(" and ")}, the approvals of this execution that wait in ${stageName}; nothing else is.`}
            </p>
            <p>
              <OtherExecution approval={approval} execution={next} />, then enters {stageName} as soon as{" "}
              {stillRunning.length > 0 && `${stillRunning.join(", ")} has ended and `}the way into it is open, and asks
              for approval itself. If it carries the same changes, they ship with it.
            </p>
            {later.length > 0 && (
              <div>
                <p>Behind it, in this order; each comes to the gate after the one before, and none is rejected:</p>
                <ol className="ml-5 list-decimal">
                  {later.map((execution, index) => (
                    <li key={execution.pipelineExecutionId}>
                      <OtherExecution approval={approval} execution={execution} />
                      {index === later.length - 1 && ", the newest"}
                    </li>
                  ))}
                </ol>
              </div>
            )}
            <p>
              {comment.trim()
                ? `Your comment goes with the rejection: “${comment.trim()}”`
                : "No comment goes with the rejection."}
            </p>
          </div>
        }
        confirmLabel={`Reject ${id}`}
        onConfirm={() => {
          setAsking(false);
          onConfirm();
        }}
      />
    </>
  );
}
