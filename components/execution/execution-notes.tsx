import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import type { ExecutionDetail } from "@/lib/contracts/execution-detail";
import { GATE_WORDS } from "./condition-status";
import { type FailedCondition, isFailedByCondition } from "./failed-condition";

const EDGE = "rounded-none border-x-0 border-t-0 px-4";

interface ExecutionNotesProps {
  readonly execution: ExecutionDetail;
  /** Which condition ended it, where its rules tell. */
  readonly failed: FailedCondition | null;
  readonly onShowAction: (actionKey: string) => void;
  readonly onShowConditions: (stageName: string) => void;
}

/** Why the execution ended or is held, in the words of whoever did it, and the way to what can be done. */
export function ExecutionNotes({ execution, failed, onShowAction, onShowConditions }: ExecutionNotesProps) {
  const condition = heldBy(execution) ?? failed;
  return (
    <>
      {execution.isPipelineDeleted && (
        <Note tone="wait" className={EDGE}>
          The connection no longer has {execution.pipelineName}. What was recorded of this execution stays readable
          here; nothing can be done to it.
        </Note>
      )}
      <Reason execution={execution} failed={failed} onShow={onShowAction} />
      {condition && <ConditionNote failed={condition} onShow={onShowConditions} />}
    </>
  );
}

/** A failed condition that holds the execution now, and takes an override. */
function heldBy({ stages }: ExecutionDetail): FailedCondition | null {
  for (const { name, conditions } of stages) {
    const condition = conditions.find(({ canOverride }) => canOverride);
    if (condition) return { stageName: name, condition };
  }
  return null;
}

interface ConditionNoteProps {
  readonly failed: FailedCondition;
  readonly onShow: (stageName: string) => void;
}

function ConditionNote({ failed: { stageName, condition }, onShow }: ConditionNoteProps) {
  const reason = condition.rules.find(({ status }) => status === "Failed");
  return (
    <Note
      tone="fail"
      className={EDGE}
      action={
        <Button size="sm" onClick={() => onShow(stageName)}>
          Show conditions…
        </Button>
      }
    >
      <b className="font-semibold">
        The condition {GATE_WORDS[condition.gate]} of {stageName} failed
      </b>
      {reason && `: ${reason.name}${reason.reason ? `, ${reason.reason}` : ""}`}
    </Note>
  );
}

interface ReasonProps {
  readonly execution: ExecutionDetail;
  readonly failed: FailedCondition | null;
  readonly onShow: (actionKey: string) => void;
}

function Reason({ execution, failed, onShow }: ReasonProps) {
  const { failure, status, stopReason, statusSummary } = execution;
  if (status === "Failed" && failure) {
    const key = `${failure.stageName}/${failure.actionName}`;
    return (
      <Note tone="fail" className={EDGE}>
        <p className="line-clamp-4 [overflow-wrap:anywhere] whitespace-pre-wrap">
          <button
            type="button"
            className="max-w-full text-left font-semibold [overflow-wrap:anywhere] hover:underline"
            onClick={() => onShow(key)}
          >
            {failure.stageName} / {failure.actionName} failed:
          </button>{" "}
          {failure.message}
        </p>
      </Note>
    );
  }
  if (isFailedByCondition(execution)) {
    if (failed) return null;
    return (
      <Note tone="fail" className={EDGE}>
        None of its actions failed, so a condition did: what its rules came to is behind the shield of each stage.
      </Note>
    );
  }
  const text = stopReason ?? (status === "Failed" || status === "Stopped" ? statusSummary : null);
  if (!text) return null;
  return (
    <Note className={EDGE}>
      {status === "Stopped" || status === "Stopping" ? "Stopped: " : ""}
      {text}
    </Note>
  );
}
