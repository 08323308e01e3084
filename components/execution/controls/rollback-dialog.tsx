"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Field } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { RadioGroup } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import { Time } from "@/components/ui/time";
import type { ExecutionAddress } from "@/lib/contracts/pipeline-address";
import type { RollbackTargets } from "@/lib/contracts/rollback-stage";
import type { PipelineDeclaration } from "@/lib/pipeline/declaration";
import { findRollbackObstacle } from "@/lib/pipeline/rollback";
import { rollbackStage, rollbackTargetsQuery } from "@/lib/queries/executions";
import { executionHref } from "@/lib/queries/urls";
import { Revision } from "../revision";
import type { Run } from "../run";
import { shortExecutionId } from "./use-execution-commands";

interface RollbackDialogProps {
  readonly address: ExecutionAddress;
  readonly run: Run;
  readonly declaration: PipelineDeclaration;
  readonly onClose: () => void;
}

/** Chooses a stage and an earlier execution that succeeded in it, and says what a rollback does. Mount it to open it. */
export function RollbackDialog({ address, run, declaration, onClose }: RollbackDialogProps) {
  const { connection, pipelineName, pipelineExecutionId } = address;
  const router = useRouter();
  const client = useQueryClient();
  const stages = declaration.stages.filter(({ name }) => findRollbackObstacle(declaration, name) === null);
  const [stageName, setStageName] = useState(() => suggestedStage(run, stages) ?? "");
  const [chosen, setChosen] = useState<string | null>(null);
  const { data, error } = useQuery({
    ...rollbackTargetsQuery(connection, pipelineName, stageName),
    enabled: stageName !== "",
  });
  const targets = data?.targets.filter(({ isRollback }) => !isRollback) ?? [];
  const leftOut = (data?.targets.length ?? 0) - targets.length;
  const target =
    targets.find((one) => one.pipelineExecutionId === chosen) ??
    targets.find((one) => one.pipelineExecutionId !== pipelineExecutionId) ??
    targets[0];
  const rollback = useMutation({
    mutationFn: (targetPipelineExecutionId: string) => rollbackStage(address, stageName, { targetPipelineExecutionId }),
    onSuccess: (answer) => {
      onClose();
      router.push(executionHref(connection, pipelineName, answer.pipelineExecutionId));
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["pipelines", connection, pipelineName] }),
  });
  const isRunning = run.stages.some(({ name, endedAt, startedAt }) => name === stageName && startedAt && !endedAt);

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      width="md"
      title={stageName ? `Roll back ${stageName}?` : `Roll back a stage of ${pipelineName}?`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="destructive-solid"
            pending={rollback.isPending}
            disabled={!target}
            onClick={() => target && rollback.mutate(target.pipelineExecutionId)}
          >
            Roll back{target ? ` to ${shortExecutionId(target.pipelineExecutionId)}` : ""}
          </Button>
        </>
      }
    >
      {stages.length === 0 ? (
        <Note tone="wait">{obstacleOf(declaration)}</Note>
      ) : (
        <>
          <Field label="Stage">
            <Select
              value={stageName}
              onChange={(event) => {
                setStageName(event.target.value);
                setChosen(null);
              }}
            >
              {stages.map(({ name }) => (
                <option key={name}>{name}</option>
              ))}
            </Select>
          </Field>
          {isRunning && <Note tone="wait">{stageName} is in progress. AWS refuses a rollback until it has ended.</Note>}
          {error ? (
            <ErrorNotice error={error} />
          ) : !data ? (
            <p role="status" className="text-muted">
              Asking which executions succeeded in {stageName}…
            </p>
          ) : target ? (
            <>
              <div className="max-h-64 overflow-y-auto rounded-md border border-line p-3">
                <RadioGroup
                  label={`Executions that succeeded in ${stageName}`}
                  value={target.pipelineExecutionId}
                  onValueChange={setChosen}
                  options={targets.map((one) => ({
                    value: one.pipelineExecutionId,
                    label: <TargetLabel target={one} isThis={one.pipelineExecutionId === pipelineExecutionId} />,
                    help: <Revision revisions={one.sourceRevisions} />,
                  }))}
                />
              </div>
              <p>
                {stageName} runs again in a new execution, with the revisions, variables and artifacts of{" "}
                <span className="mono">{shortExecutionId(target.pipelineExecutionId)}</span>. No source is read again,
                and other stages stay as they are.
              </p>
            </>
          ) : (
            <Note>
              No execution has succeeded in {stageName} on the current version of {pipelineName}, so there is nothing to
              roll back to.
            </Note>
          )}
          {leftOut > 0 && (
            <p className="text-small text-muted">
              {leftOut === 1 ? "One rollback is" : `${leftOut} rollbacks are`} left out: AWS does not roll back to a
              rollback.
            </p>
          )}
        </>
      )}
      {rollback.error && <ErrorNotice error={rollback.error} />}
    </Dialog>
  );
}

function TargetLabel({
  target,
  isThis,
}: {
  readonly target: RollbackTargets["targets"][number];
  readonly isThis: boolean;
}) {
  return (
    <span className="flex flex-wrap items-baseline gap-x-2">
      <span className="mono">{shortExecutionId(target.pipelineExecutionId)}</span>
      <span className="font-normal text-muted">
        started <Time at={Date.parse(target.startedAt)} />
        {isThis && ", this execution"}
      </span>
    </span>
  );
}

/** Where it failed, or else the last stage it came to. */
function suggestedStage(run: Run, stages: PipelineDeclaration["stages"]): string | undefined {
  const names = new Set(stages.map(({ name }) => name));
  const possible = run.stages.filter(({ name }) => names.has(name));
  const failed = possible.findLast(({ status }) => status === "Failed");
  const reached = possible.findLast(({ startedAt }) => startedAt !== null);
  return (failed ?? reached)?.name ?? stages[0]?.name;
}

function obstacleOf(declaration: PipelineDeclaration): string {
  const last = declaration.stages.at(-1);
  return (last && findRollbackObstacle(declaration, last.name)) ?? "This pipeline has no stage to roll back.";
}
