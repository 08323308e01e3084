import type { PipelineDeclaration, StageDeclaration } from "@/lib/pipeline/declaration";
import { entryOf } from "@/lib/pipeline/entry-of";
import { MAX_RUNNING_ACTIONS_PER_PARALLEL_EXECUTION } from "@/lib/pipeline/limits";
import type { Effect } from "../effects";
import type { EngineEvent } from "../events";
import { idsFrom } from "../ids";
import type { ActionExecutionRecord, ExecutionRecord, RuleExecutionRecord } from "../records";
import type { ConditionGate, ConditionRun, ExecutionState, PipelineState, StageGate, StageRun } from "../state";
import type { StateChangeEvent } from "../state-change-event";
import type { Step } from "../step";

const OPEN_GATE: StageGate = {
  transition: { enabled: true },
  lockedBy: null,
  waiting: [],
  latestExecutionId: null,
  rollbackTarget: null,
};

/** What one change makes due. Each is done once the change itself is complete, in the order they came up. */
export type FollowUp =
  | { readonly type: "settleStage"; readonly pipelineExecutionId: string; readonly stageName: string }
  | { readonly type: "arriveAtStage"; readonly pipelineExecutionId: string; readonly stageName: string }
  | { readonly type: "admitWaiting"; readonly stageName: string };

/**
 * One event being applied: the state so far, and what has to be announced and done. It only ever replaces parts of the
 * state, so the state it began with stays as it was and parts that did not change keep their identity.
 */
export class Turn {
  readonly at: number;
  readonly nextId: () => string;
  /** Of one PARALLEL execution. */
  readonly runningActionsLimit: number;
  readonly #announcements: StateChangeEvent[] = [];
  readonly #effects: Effect[] = [];
  readonly #followUps: FollowUp[] = [];
  readonly #changedExecutions = new Map<string, ExecutionRecord>();
  readonly #changedActions = new Map<string, ActionExecutionRecord>();
  readonly #changedRules = new Map<string, RuleExecutionRecord>();
  #state: PipelineState;

  constructor(state: PipelineState, event: EngineEvent) {
    this.#state = { ...state, sequence: state.sequence + 1 };
    this.at = event.at;
    this.runningActionsLimit = event.runningActionsLimit ?? MAX_RUNNING_ACTIONS_PER_PARALLEL_EXECUTION;
    this.nextId = idsFrom(event.seed).next;
  }

  get state(): PipelineState {
    return this.#state;
  }

  end(): Step {
    return {
      state: this.#state,
      executions: [...this.#changedExecutions.values()],
      actionExecutions: [...this.#changedActions.values()],
      ruleExecutions: [...this.#changedRules.values()],
      announcements: this.#announcements,
      effects: this.#effects,
    };
  }

  update(change: Partial<PipelineState>): void {
    this.#state = { ...this.#state, ...change };
  }

  announce(event: StateChangeEvent): void {
    this.#announcements.push(event);
  }

  perform(effect: Effect): void {
    this.#effects.push(effect);
  }

  followUp(followUp: FollowUp): void {
    this.#followUps.push(followUp);
  }

  takeFollowUp(): FollowUp | undefined {
    return this.#followUps.shift();
  }

  nextOrdinal(): number {
    const ordinal = this.#state.nextOrdinal;
    this.update({ nextOrdinal: ordinal + 1 });
    return ordinal;
  }

  execution(pipelineExecutionId: string): ExecutionState {
    return present(this.#state.executions[pipelineExecutionId], `execution ${pipelineExecutionId}`);
  }

  addExecution(execution: ExecutionState): void {
    const { pipelineExecutionId } = execution.record;
    this.#changedExecutions.set(pipelineExecutionId, execution.record);
    this.update({ executions: { ...this.#state.executions, [pipelineExecutionId]: execution } });
  }

  updateExecution(pipelineExecutionId: string, change: Partial<ExecutionState>): void {
    this.addExecution({ ...this.execution(pipelineExecutionId), ...change });
  }

  updateRecord(pipelineExecutionId: string, change: Partial<ExecutionRecord>): void {
    const { record } = this.execution(pipelineExecutionId);
    this.updateExecution(pipelineExecutionId, { record: { ...record, ...change, lastUpdatedAt: this.at } });
  }

  /** The declaration that the execution is pinned to. */
  declarationOf(pipelineExecutionId: string): PipelineDeclaration {
    const { pipelineVersion } = this.execution(pipelineExecutionId).record;
    return present(this.#state.declarations[pipelineVersion], `version ${pipelineVersion}`);
  }

  stageDeclarationOf(pipelineExecutionId: string, stageName: string): StageDeclaration {
    const stage = this.declarationOf(pipelineExecutionId).stages.find(({ name }) => name === stageName);
    return present(stage, `stage ${stageName}`);
  }

  stage(pipelineExecutionId: string, stageName: string): StageRun {
    return present(entryOf(this.execution(pipelineExecutionId).stages, stageName), `run of stage ${stageName}`);
  }

  putStage(pipelineExecutionId: string, stage: StageRun): void {
    const { stages } = this.execution(pipelineExecutionId);
    this.updateExecution(pipelineExecutionId, { stages: { ...stages, [stage.stageName]: stage } });
  }

  updateStage(pipelineExecutionId: string, stageName: string, change: Partial<StageRun>): void {
    this.putStage(pipelineExecutionId, { ...this.stage(pipelineExecutionId, stageName), ...change });
  }

  putAction(action: ActionExecutionRecord): void {
    this.#changedActions.set(action.actionExecutionId, action);
    const { actions } = this.stage(action.pipelineExecutionId, action.stageName);
    this.updateStage(action.pipelineExecutionId, action.stageName, {
      actions: { ...actions, [action.actionName]: action },
    });
    this.updateRecord(action.pipelineExecutionId, {});
  }

  putCondition(pipelineExecutionId: string, stageName: string, gate: ConditionGate, condition: ConditionRun): void {
    for (const rule of Object.values(condition.rules)) this.#changedRules.set(rule.ruleExecutionId, rule);
    const { conditions } = this.stage(pipelineExecutionId, stageName);
    this.updateStage(pipelineExecutionId, stageName, { conditions: { ...conditions, [gate]: condition } });
    this.updateRecord(pipelineExecutionId, {});
  }

  gate(stageName: string): StageGate {
    return entryOf(this.#state.gates, stageName) ?? OPEN_GATE;
  }

  updateGate(stageName: string, change: Partial<StageGate>): void {
    this.update({ gates: { ...this.#state.gates, [stageName]: { ...this.gate(stageName), ...change } } });
  }
}

/** The state is whole by construction; a hole in it is a fault of ours and must not be passed over. */
function present<Part>(part: Part | undefined, what: string): Part {
  if (part === undefined) throw new Error(`The pipeline's state lacks ${what}.`);
  return part;
}
