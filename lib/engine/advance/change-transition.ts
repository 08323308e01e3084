import { isTerminal } from "@/lib/pipeline/execution";
import { endExecution } from "./end-stage";
import type { Turn } from "./turn";

/** @see https://docs.aws.amazon.com/codepipeline/latest/userguide/transitions.html */
const LONGEST_WAIT_MS = 30 * 24 * 60 * 60 * 1000;

export function disableTransition(
  turn: Turn,
  { stageName, reason, changedBy }: { stageName: string; reason: string; changedBy: string },
): void {
  turn.updateGate(stageName, {
    transition: { enabled: false, reason, lastChangedBy: changedBy, lastChangedAt: turn.at },
  });
}

/** Opens the way in. Who has waited behind it for more than 30 days is not resumed. */
export function enableTransition(turn: Turn, { stageName, changedBy }: { stageName: string; changedBy: string }): void {
  const gate = turn.gate(stageName);
  const wasDisabled = !gate.transition.enabled;
  turn.updateGate(stageName, { transition: { enabled: true, lastChangedBy: changedBy, lastChangedAt: turn.at } });
  for (const { pipelineExecutionId, since } of wasDisabled ? gate.waiting : []) {
    if (turn.at - since <= LONGEST_WAIT_MS) continue;
    if (isTerminal(turn.execution(pipelineExecutionId).record.status)) continue;
    endExecution(
      turn,
      pipelineExecutionId,
      "Cancelled",
      `Waited for more than 30 days before stage ${stageName}, so it was not resumed.`,
    );
  }
  turn.followUp({ type: "admitWaiting", stageName });
}
