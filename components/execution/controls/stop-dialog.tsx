"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioGroup } from "@/components/ui/radio-group";
import { actionsOf, type Run } from "../run";
import type { ExecutionAddress } from "@/lib/contracts/pipeline-address";
import { shortExecutionId, useExecutionCommands } from "./use-execution-commands";

const REASON_LENGTH = 200;

interface StopDialogProps {
  readonly address: ExecutionAddress;
  readonly run: Run;
  readonly onClose: () => void;
}

/** Says what each way of stopping does to the actions that run now. Mount it to open it. */
export function StopDialog({ address, run, onClose }: StopDialogProps) {
  const [way, setWay] = useState<"wait" | "abandon">("wait");
  const [reason, setReason] = useState("");
  const { stop } = useExecutionCommands(address);
  const running = actionsOf(run).filter(({ latest }) => latest?.status === "InProgress");
  const names = running.map(({ name }) => name).join(", ");
  const isStopping = run.status === "Stopping";

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Stop execution ${shortExecutionId(address.pipelineExecutionId)}?`}
      footer={
        <>
          <Button onClick={onClose}>Keep running</Button>
          <Button
            variant="destructive-solid"
            pending={stop.isPending}
            onClick={() =>
              stop.mutate({ abandon: way === "abandon" || isStopping, reason: reason.trim() }, { onSuccess: onClose })
            }
          >
            {way === "abandon" || isStopping ? "Stop and abandon" : "Stop and wait"}
          </Button>
        </>
      }
    >
      {isStopping ? (
        <p>
          This execution already stops and waits for {names || "its actions"}. Abandon it to stop now; the work itself
          may go on at its provider.
        </p>
      ) : (
        <RadioGroup
          label="How to stop"
          value={way}
          onValueChange={setWay}
          options={[
            {
              value: "wait",
              label: "Wait",
              help: names
                ? `${names} may end first: finish, fail or be answered. Then the execution stops.`
                : "Nothing runs now, so it stops at once.",
            },
            {
              value: "abandon",
              label: "Abandon",
              help: names
                ? `Stop now. ${names} is marked abandoned; the work itself may go on at its provider.`
                : "Stop now, whatever is about to start.",
            },
          ]}
        />
      )}
      <Field label="Reason" aside={`${reason.length} of ${REASON_LENGTH}`}>
        <Input value={reason} maxLength={REASON_LENGTH} onChange={(event) => setReason(event.target.value)} />
      </Field>
      {stop.error && <ErrorNotice error={stop.error} />}
    </Dialog>
  );
}
