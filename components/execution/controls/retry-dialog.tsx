"use client";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNotice } from "@/components/ui/error-notice";
import type { ExecutionAddress } from "@/lib/contracts/pipeline-address";
import type { RetryStageInput } from "@/lib/contracts/retry-stage";
import type { RunStage } from "../run";
import { shortExecutionId, useExecutionCommands } from "./use-execution-commands";

interface RetryDialogProps {
  readonly address: ExecutionAddress;
  readonly stage: RunStage;
  readonly retryMode: RetryStageInput["retryMode"];
  readonly onClose: () => void;
}

/** Says which actions run again. Mount it to open it. */
export function RetryDialog({ address, stage, retryMode, onClose }: RetryDialogProps) {
  const { retry } = useExecutionCommands(address);
  const isAll = retryMode === "ALL_ACTIONS";
  const actions = stage.groups.flat();
  const again = isAll
    ? actions
    : actions.filter(({ latest }) => latest?.status === "Failed" || latest?.status === "Abandoned");
  const names = again.map(({ name }) => name).join(", ");
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Retry ${isAll ? "all" : "failed"} actions of ${stage.name}?`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            pending={retry.isPending}
            onClick={() => retry.mutate({ stageName: stage.name, retryMode }, { onSuccess: onClose })}
          >
            Retry {isAll ? "all" : "failed"} actions
          </Button>
        </>
      }
    >
      <p>
        {names ? `Run again: ${names}. ` : ""}
        {isAll
          ? "What they deployed or published before is done again, and their artifacts are written anew."
          : "Actions that succeeded keep their results; those behind the retried ones follow."}
      </p>
      <p className="text-muted">
        Execution {shortExecutionId(address.pipelineExecutionId)} goes on with the same revisions and variables. Earlier
        attempts stay in its history.
      </p>
      {retry.error && <ErrorNotice error={retry.error} />}
    </Dialog>
  );
}
