import { assertNever } from "@/lib/assert-never";
import type { PipelineDeclaration } from "@/lib/pipeline/declaration";
import { advance } from "./advance/advance";
import { initialState } from "./advance/initial-state";
import type { ActionFailure, ActionSuccess, EngineEventBody } from "./events";
import { idsFrom } from "./ids";
import type { ActionExecutionRecord, ExecutionRecord, RuleExecutionRecord } from "./records";
import type { PipelineState } from "./state";

/** How a simulated attempt ends, and after how long. */
export type SimulatedOutcome = { readonly durationMs: number } & (
  | ({ readonly status: "Succeeded" } & ActionSuccess)
  | ({ readonly status: "Failed" } & ActionFailure)
  /** Of a manual approval. */
  | { readonly status: "Answered"; readonly approved: boolean; readonly summary: string; readonly answeredBy: string }
);

export interface Simulation {
  readonly declaration: PipelineDeclaration;
  readonly region: string;
  readonly accountId: string;
  /** A UUID; the same seed gives the same history. */
  readonly seed: string;
  /** What people and sources do, at epoch milliseconds: starts, updates, stops, transitions. */
  readonly events: readonly TimedEvent[];
  /** Decides each attempt as it starts. */
  decide(attempt: ActionExecutionRecord): SimulatedOutcome;
  /** Where to end, so that what runs then is left running; by default everything runs to its end. */
  readonly until?: number;
}

export interface TimedEvent {
  readonly at: number;
  readonly body: EngineEventBody;
}

export interface SimulatedHistory {
  readonly state: PipelineState;
  /** Oldest first. */
  readonly executions: readonly ExecutionRecord[];
  readonly actionExecutions: readonly ActionExecutionRecord[];
  readonly ruleExecutions: readonly RuleExecutionRecord[];
}

/** Runs a pipeline on a virtual clock with scripted actions, by the same `advance` as the engine. */
export function simulate(simulation: Simulation): SimulatedHistory {
  const { declaration, events, seed, until = Infinity } = simulation;
  const ids = idsFrom(seed);
  const agenda = [...events].sort((a, b) => a.at - b.at);
  const executions = new Map<string, ExecutionRecord>();
  const actionExecutions = new Map<string, ActionExecutionRecord>();
  const ruleExecutions = new Map<string, RuleExecutionRecord>();
  let state = initialState(declaration, simulation);

  for (let next = agenda.shift(); next && next.at <= until; next = agenda.shift()) {
    const step = advance(state, { ...next.body, at: next.at, seed: ids.next() });
    state = step.state;
    for (const record of step.executions) executions.set(record.pipelineExecutionId, record);
    for (const record of step.ruleExecutions) ruleExecutions.set(record.ruleExecutionId, record);
    for (const record of step.actionExecutions) {
      const isNew = !actionExecutions.has(record.actionExecutionId);
      actionExecutions.set(record.actionExecutionId, record);
      if (isNew && record.status === "InProgress") schedule(agenda, endOf(record, simulation.decide(record)));
    }
  }
  return {
    state,
    executions: byOrdinal(executions),
    actionExecutions: byOrdinal(actionExecutions),
    ruleExecutions: byOrdinal(ruleExecutions),
  };
}

/** The event that ends the attempt: its scripted outcome, or its timeout if that comes first. */
function endOf(
  attempt: Extract<ActionExecutionRecord, { status: "InProgress" }>,
  outcome: SimulatedOutcome,
): TimedEvent {
  const { actionExecutionId, startedAt, timeoutAt } = attempt;
  const at = startedAt + outcome.durationMs;
  if (at >= timeoutAt) return { at: timeoutAt, body: { type: "actionTimedOut", actionExecutionId } };
  switch (outcome.status) {
    case "Succeeded":
      return { at, body: { ...outcome, type: "actionSucceeded", actionExecutionId } };
    case "Failed":
      return { at, body: { ...outcome, type: "actionFailed", actionExecutionId } };
    case "Answered":
      return { at, body: { ...outcome, type: "approvalAnswered", actionExecutionId } };
    default:
      return assertNever(outcome);
  }
}

/** Keeps the agenda in order; of two events at one time the earlier scheduled comes first. */
function schedule(agenda: TimedEvent[], event: TimedEvent): void {
  let low = 0;
  let high = agenda.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((agenda[middle]?.at ?? Infinity) <= event.at) low = middle + 1;
    else high = middle;
  }
  agenda.splice(low, 0, event);
}

function byOrdinal<Entry extends { readonly ordinal: number }>(entries: ReadonlyMap<string, Entry>): readonly Entry[] {
  return [...entries.values()].sort((a, b) => a.ordinal - b.ordinal);
}
