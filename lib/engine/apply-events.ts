import { advance } from "./advance/advance";
import type { EngineEvent } from "./events";
import type { PipelineState } from "./state";
import type { Step } from "./step";

/** Applies events one after the other and joins what they lead to: of a record changed twice the later one counts. */
export function applyEvents(state: PipelineState, events: readonly [EngineEvent, ...EngineEvent[]]): Step {
  const [first, ...others] = events;
  return others.reduce((step, event) => join(step, advance(step.state, event)), advance(state, first));
}

function join(earlier: Step, later: Step): Step {
  return {
    state: later.state,
    executions: latest(earlier, later, "executions", ({ pipelineExecutionId }) => pipelineExecutionId),
    actionExecutions: latest(earlier, later, "actionExecutions", ({ actionExecutionId }) => actionExecutionId),
    ruleExecutions: latest(earlier, later, "ruleExecutions", ({ ruleExecutionId }) => ruleExecutionId),
    announcements: [...earlier.announcements, ...later.announcements],
    effects: [...earlier.effects, ...later.effects],
  };
}

function latest<Kind extends "executions" | "actionExecutions" | "ruleExecutions">(
  earlier: Step,
  later: Step,
  kind: Kind,
  idOf: (record: Step[Kind][number]) => string,
): Step[Kind][number][] {
  const records: Step[Kind][number][] = [...earlier[kind], ...later[kind]];
  return [...new Map(records.map((record) => [idOf(record), record])).values()];
}
