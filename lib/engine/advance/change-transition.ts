import { isTerminal } from "@/lib/pipeline/execution";
import type { TransitionType } from "../events";
import type { StageGate, Transition } from "../state";
import { endExecution } from "./end-stage";
import type { Turn } from "./turn";

/** @see https://docs.aws.amazon.com/codepipeline/latest/userguide/transitions.html */
const LONGEST_WAIT_MS = 30 * 24 * 60 * 60 * 1000;

interface TransitionChange {
  readonly stageName: string;
  readonly transitionType?: TransitionType;
  readonly changedBy: string;
}

export function disableTransition(turn: Turn, change: TransitionChange & { readonly reason: string }): void {
  const { stageName, transitionType, reason, changedBy } = change;
  put(turn, stageName, transitionType, { enabled: false, reason, lastChangedBy: changedBy, lastChangedAt: turn.at });
}

/** Opens the way. Who has waited behind it for more than 30 days is not resumed. */
export function enableTransition(turn: Turn, { stageName, transitionType, changedBy }: TransitionChange): void {
  const wasDisabled = transitionOf(turn.gate(stageName), transitionType)?.enabled === false;
  put(turn, stageName, transitionType, { enabled: true, lastChangedBy: changedBy, lastChangedAt: turn.at });
  for (const waitsAt of transitionType === "Outbound" ? stagesAfter(turn, stageName) : [stageName]) {
    if (wasDisabled) cancelOutdated(turn, waitsAt);
    turn.followUp({ type: "admitWaiting", stageName: waitsAt });
  }
}

function transitionOf(gate: StageGate, transitionType: TransitionType = "Inbound"): Transition | undefined {
  return transitionType === "Outbound" ? gate.outbound : gate.transition;
}

function put(turn: Turn, stageName: string, transitionType: TransitionType | undefined, transition: Transition): void {
  turn.updateGate(stageName, transitionType === "Outbound" ? { outbound: transition } : { transition });
}

/** In every version that is still in use: executions wait by the version they are pinned to. */
function stagesAfter(turn: Turn, stageName: string): Set<string> {
  const next = Object.values(turn.state.declarations).flatMap(({ stages }) => {
    const index = stages.findIndex(({ name }) => name === stageName);
    return index < 0 ? [] : (stages[index + 1]?.name ?? []);
  });
  return new Set(next);
}

function cancelOutdated(turn: Turn, stageName: string): void {
  for (const { pipelineExecutionId, since } of turn.gate(stageName).waiting) {
    if (turn.at - since <= LONGEST_WAIT_MS) continue;
    if (isTerminal(turn.execution(pipelineExecutionId).record.status)) continue;
    const summary = `Waited for more than 30 days before stage ${stageName}, so it was not resumed.`;
    endExecution(turn, pipelineExecutionId, "Cancelled", summary);
  }
}
