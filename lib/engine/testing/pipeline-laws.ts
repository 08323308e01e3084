import { isDeepStrictEqual } from "node:util";
import { assertNever } from "@/lib/assert-never";
import { isTerminal } from "@/lib/pipeline/execution";
import type { Effect } from "../effects";
import type { EngineEvent } from "../events";
import type { ActionExecutionRecord, ExecutionRecord, RuleExecutionRecord } from "../records";
import type { ExecutionState, PipelineState, StageRun } from "../state";
import type { Step } from "../step";

/** What must hold of a pipeline whatever happens to it. Watches every step and notes each law that was broken. */
export class PipelineLaws {
  readonly broken = new Set<string>();
  /** The newest record of everything there ever was. */
  readonly executions = new Map<string, ExecutionRecord>();
  readonly actions = new Map<string, ActionExecutionRecord>();
  readonly rules = new Map<string, RuleExecutionRecord>();
  readonly #started = new Set<string>();
  readonly #running = new Set<string>();
  readonly #timers = new Set<string>();

  watch(before: PipelineState, event: EngineEvent, step: Step): void {
    for (const effect of step.effects) this.#checkEffect(effect);
    for (const record of step.executions) this.#checkExecutionRecord(before, record, event);
    this.#checkAttempts(this.actions, step.actionExecutions, ({ actionExecutionId }) => actionExecutionId);
    this.#checkAttempts(this.rules, step.ruleExecutions, ({ ruleExecutionId }) => ruleExecutionId);
    for (const stageName of stageNamesOf(step.state)) this.#checkGate(step.state, stageName);
    for (const execution of Object.values(step.state.executions)) this.#checkExecution(step.state, execution);
    this.#checkAccounts(step.state);
  }

  /** Of a pipeline in which nothing is left to happen. */
  checkEnd(): void {
    const open = <Record extends { readonly status: string }>(records: ReadonlyMap<string, Record>): number =>
      [...records.values()].filter(({ status }) => !isTerminal(status as ExecutionRecord["status"])).length; // its words are a part of theirs
    this.hold("in the end every execution is over", open(this.executions) === 0);
    this.hold("in the end every attempt is accounted for", open(this.actions) + open(this.rules) === 0);
    this.hold("in the end no timer is left", this.#timers.size === 0);
  }

  hold(law: string, holds: boolean): void {
    if (!holds) this.broken.add(law);
  }

  #checkEffect(effect: Effect): void {
    switch (effect.type) {
      case "startAction": {
        const { actionExecutionId } = effect.job;
        this.hold("no attempt is started twice", !this.#started.has(actionExecutionId));
        this.#started.add(actionExecutionId);
        this.#running.add(actionExecutionId);
        return;
      }
      case "setTimer":
        this.#timers.add(effect.actionExecutionId);
        return;
      case "clearTimer":
        this.#timers.delete(effect.actionExecutionId);
        return;
      case "abortAction":
        return; // an approval runs nowhere, and aborting it does nothing
      default:
        return assertNever(effect);
    }
  }

  #checkExecutionRecord(before: PipelineState, record: ExecutionRecord, event: EngineEvent): void {
    const known = this.executions.get(record.pipelineExecutionId);
    this.executions.set(record.pipelineExecutionId, record);
    if (!known || known.status === record.status) return;
    const isRetried = event.type === "stageRetried" && ["Failed", "Stopped"].includes(known.status);
    const isOverridden = event.type === "conditionOverridden" && known.status === "Failed";
    this.hold(
      "what is over stays so, unless it is retried or overridden",
      !isTerminal(known.status) || isRetried || isOverridden,
    );
    const execution = before.executions[record.pipelineExecutionId];
    if (record.status === "Superseded" && execution) {
      this.hold("only between stages is an execution superseded", activeStages(execution).length === 0);
      this.hold("only in SUPERSEDED mode is an execution superseded", record.executionMode === "SUPERSEDED");
    }
  }

  #checkAttempts<Attempt extends { readonly status: string }>(
    all: Map<string, Attempt>,
    changed: readonly Attempt[],
    idOf: (attempt: Attempt) => string,
  ): void {
    for (const attempt of changed) {
      const known = all.get(idOf(attempt));
      all.set(idOf(attempt), attempt);
      this.hold(
        "an ended attempt stays as it is",
        !known || known.status === "InProgress" || isDeepStrictEqual(attempt, known),
      );
      if (attempt.status !== "InProgress") this.#running.delete(idOf(attempt));
    }
  }

  #checkGate(state: PipelineState, stageName: string): void {
    const gate = state.gates[stageName];
    if (!gate) return;
    const inside = Object.values(state.executions).filter(
      (execution) => !isParallel(execution) && activeStages(execution).some((stage) => stage.stageName === stageName),
    );
    const ids = inside.map(({ record }) => record.pipelineExecutionId);
    this.hold(
      "the one execution in a stage is the one that holds its lock",
      isDeepStrictEqual(ids, gate.lockedBy === null ? [] : [gate.lockedBy]),
    );
    const waiting = waitingBefore(state, stageName);
    const superseding = waiting.filter(({ record }) => record.executionMode === "SUPERSEDED");
    this.hold("the waiting room of SUPERSEDED mode has one place", superseding.length <= 1);
    const canEnter = waiting.filter(
      (execution) => (isParallel(execution) || gate.lockedBy === null) && isOpenFor(state, execution, stageName),
    );
    this.hold("nobody waits before a stage that would let it in", canEnter.length === 0);
  }

  #checkExecution(state: PipelineState, execution: ExecutionState): void {
    const active = activeStages(execution);
    for (const stage of Object.values(execution.stages)) {
      if (!active.includes(stage)) this.#checkConditions(stage);
    }
    if (isTerminal(execution.record.status)) {
      this.hold("nothing goes on in an execution that is over", active.length === 0);
      return;
    }
    const waitsAt = stageNamesOf(state).filter((stageName) => waitingBefore(state, stageName).includes(execution));
    this.hold("a live execution is in one place", active.length + waitsAt.length === 1);
    for (const stage of active) this.#checkStage(state, execution, stage);
  }

  #checkStage(state: PipelineState, execution: ExecutionState, stage: StageRun): void {
    const declared = state.declarations[execution.record.pipelineVersion]?.stages.find(
      ({ name }) => name === stage.stageName,
    );
    const actions = Object.values(stage.actions).filter(({ status }) => status === "InProgress");
    const rules = Object.values(stage.conditions)
      .flatMap((condition) => Object.values(condition.rules))
      .filter(({ status }) => status === "InProgress");
    const isHeld = stage.conditions.beforeEntry?.status === "Failed";
    this.hold(
      "something runs in every active stage, or a condition holds it",
      isHeld || actions.length + rules.length > 0,
    );
    this.hold("no action runs in a stage whose way in is closed", !isHeld || actions.length === 0);
    this.hold("a PARALLEL execution runs five actions at most", !isParallel(execution) || actions.length <= 5);
    const orders = new Map((declared?.actions ?? []).map((action) => [action.name, action.runOrder ?? 1]));
    const highest = Math.max(...Object.keys(stage.actions).map((name) => orders.get(name) ?? 1));
    const below = [...orders].filter(([, order]) => order < highest).map(([name]) => stage.actions[name]?.status);
    this.hold(
      "a runOrder begins when all lower ones have succeeded",
      below.every((status) => status === "Succeeded"),
    );
  }

  #checkConditions({ conditions }: StageRun): void {
    const all = Object.values(conditions);
    const abandoned = all.filter(({ rules }) => Object.values(rules).some(({ status }) => status === "Abandoned"));
    this.hold(
      "no condition of a stage that is over is still asked",
      all.every(({ status }) => status !== "InProgress"),
    );
    this.hold(
      "a condition whose rules were abandoned is so itself",
      abandoned.every(({ status }) => status === "Abandoned"),
    );
  }

  /** Whatever the world was told to run is in the state as running, so that its end will not be passed over. */
  #checkAccounts(state: PipelineState): void {
    const known = new Set(
      Object.values(state.executions)
        .flatMap(({ stages }) => Object.values(stages))
        .flatMap(({ actions, conditions }) => [
          ...Object.values(actions).map(({ actionExecutionId }) => actionExecutionId),
          ...Object.values(conditions).flatMap(({ rules }) => Object.values(rules).map((rule) => rule.ruleExecutionId)),
        ]),
    );
    this.hold(
      "nothing runs that the state has forgotten",
      [...this.#running].every((id) => known.has(id)),
    );
  }
}

/** Of every version that is in use. */
export function stageNamesOf({ declarations }: PipelineState): string[] {
  return [...new Set(Object.values(declarations).flatMap(({ stages }) => stages.map(({ name }) => name)))];
}

function waitingBefore(state: PipelineState, stageName: string): ExecutionState[] {
  return (state.gates[stageName]?.waiting ?? []).flatMap(({ pipelineExecutionId }) => {
    const execution = state.executions[pipelineExecutionId];
    return execution && !isTerminal(execution.record.status) ? [execution] : [];
  });
}

function isOpenFor(state: PipelineState, { record }: ExecutionState, stageName: string): boolean {
  const stages = state.declarations[record.pipelineVersion]?.stages ?? [];
  const before = stages[stages.findIndex(({ name }) => name === stageName) - 1];
  const isLetOut = before === undefined || state.gates[before.name]?.outbound?.enabled !== false;
  return isLetOut && state.gates[stageName]?.transition.enabled !== false;
}

function activeStages({ stages }: ExecutionState): StageRun[] {
  return Object.values(stages).filter(({ status }) => status === "InProgress" || status === "Stopping");
}

function isParallel({ record }: ExecutionState): boolean {
  return record.executionMode === "PARALLEL";
}
