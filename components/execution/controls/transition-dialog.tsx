"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Time } from "@/components/ui/time";
import { toast } from "@/components/ui/toast";
import { disabledReason, type TransitionInput, type TransitionState } from "@/lib/contracts/transition";
import { setTransition } from "@/lib/queries/pipelines";

interface TransitionDialogProps {
  readonly connection: string;
  readonly pipelineName: string;
  readonly stageName: string;
  readonly transition: TransitionState;
  readonly onClose: () => void;
}

/** Turns the gate into a stage. Disabling needs a reason, which everybody sees on the gate. Mount it to open it. */
export function TransitionDialog({ connection, pipelineName, stageName, transition, onClose }: TransitionDialogProps) {
  const client = useQueryClient();
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<string>();
  const turn = useMutation({
    mutationFn: (input: TransitionInput) => setTransition(connection, pipelineName, input),
    onSuccess: (_answer, { enabled }) => {
      toast.done(`Transition into ${stageName} is ${enabled ? "enabled" : "disabled"}`);
      onClose();
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["pipelines", connection, pipelineName] }),
  });

  function submit() {
    if (!transition.enabled) return turn.mutate({ stageName, enabled: true });
    const parsed = disabledReason.safeParse(reason);
    if (parsed.success) return turn.mutate({ stageName, enabled: false, reason: parsed.data });
    setProblem(parsed.error.issues[0]?.message);
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`${transition.enabled ? "Disable" : "Enable"} the transition into ${stageName}?`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant={transition.enabled ? "destructive-solid" : "primary"}
            pending={turn.isPending}
            onClick={submit}
          >
            {transition.enabled ? "Disable transition" : "Enable transition"}
          </Button>
        </>
      }
    >
      {transition.enabled ? (
        <>
          <p className="text-muted">
            Executions that reach {stageName} wait in front of it until the transition is enabled again. What already
            runs in {stageName} goes on.
          </p>
          <Field label="Reason" required error={problem} help="Shown on the gate, at most 300 characters.">
            <Input
              value={reason}
              maxLength={300}
              onChange={(event) => {
                setReason(event.target.value);
                setProblem(undefined);
              }}
              onKeyDown={(event) => event.key === "Enter" && submit()}
            />
          </Field>
        </>
      ) : (
        <p className="text-muted">
          Disabled{transition.lastChangedBy && ` by ${transition.lastChangedBy}`}
          {transition.lastChangedAt && (
            <>
              {" "}
              <Time at={Date.parse(transition.lastChangedAt)} />
            </>
          )}
          : “{transition.disabledReason ?? "no reason given"}”. Once enabled, the execution that waits in front of{" "}
          {stageName} moves on at once.
        </p>
      )}
      {turn.error && <ErrorNotice error={turn.error} />}
    </Dialog>
  );
}
