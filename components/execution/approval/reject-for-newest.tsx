"use client";
import { FastForward } from "lucide-react";
import { useState } from "react";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import type { Approval } from "@/lib/contracts/approval";
import { shortExecutionId } from "../controls/use-execution-commands";

interface RejectForNewestProps {
  readonly approval: Approval;
  readonly newerExecutionId: string;
  readonly comment: string;
  readonly disabled: boolean;
  readonly onConfirm: () => void;
}

/** Rejects this execution so that the one behind it gets to the gate, after saying what that does. */
export function RejectForNewest({ approval, newerExecutionId, comment, disabled, onConfirm }: RejectForNewestProps) {
  const [isAsking, setAsking] = useState(false);
  const { pipelineExecutionId, stageName } = approval;
  return (
    <>
      <Button size="lg" className="max-sm:col-span-2 max-sm:h-11" disabled={disabled} onClick={() => setAsking(true)}>
        <FastForward aria-hidden="true" />
        Reject and let the newest through
      </Button>
      <AlertDialog
        open={isAsking}
        onOpenChange={setAsking}
        title={`Reject execution ${shortExecutionId(pipelineExecutionId)} and let the newest through?`}
        description={
          <>
            <p>
              {stageName} fails for execution {shortExecutionId(pipelineExecutionId)}: what it carries does not ship by
              itself. Execution {shortExecutionId(newerExecutionId)}, which waits behind it, then enters {stageName} as
              soon as the way into it is open, and asks for approval itself. If it carries the same changes, they ship
              with it.
            </p>
            <p className="mt-2">
              {comment.trim()
                ? `Your comment goes with the rejection: “${comment.trim()}”`
                : "No comment goes with the rejection."}
            </p>
          </>
        }
        confirmLabel={`Reject ${shortExecutionId(pipelineExecutionId)}`}
        onConfirm={() => {
          setAsking(false);
          onConfirm();
        }}
      />
    </>
  );
}
