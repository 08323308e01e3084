import { isDeepStrictEqual } from "node:util";
import type { ActionDeclaration, PipelineDeclaration } from "@/lib/pipeline/declaration";
import { isTerminal } from "@/lib/pipeline/execution";
import { advance } from "../advance/advance";
import { initialState } from "../advance/initial-state";
import { AwsServiceError } from "../aws-service-error";
import type { EngineEvent, EngineEventBody } from "../events";
import { idsFrom } from "../ids";
import { decideRetry } from "../operations/retry-stage-execution";
import { decideStop } from "../operations/stop-pipeline-execution";
import type { ActionExecutionRecord, ExecutionRecord } from "../records";
import type { ExecutionState, PipelineState, StageRun } from "../state";
import type { Step } from "../step";

/** What operators and providers do. Executions, stages and running actions are picked by number, so all means something. */
export type Command =
  | { readonly type: "start" | "update" }
  | { readonly type: "end"; readonly pick: number; readonly well: boolean }
  | { readonly type: "stop"; readonly pick: number; readonly abandon: boolean }
  | { readonly type: "retry"; readonly pick: number; readonly stage: number; readonly all: boolean }
  | { readonly type: "transition"; readonly stage: number; readonly enabled: boolean };

/**
 * A pipeline under test: applies commands to `advance` and notes every law that a step has broken.
 */
export class PipelineWorld {
  state: PipelineState;
  readonly #first: PipelineState;
  readonly #events: EngineEvent[] = [];
  readonly #ids = idsFrom("0f1e2d3c-4b5a-4697-8877-665544332211");
  readonly #started = new Set<string>();
  readonly #executions = new Map<string, ExecutionRecord>();
  readonly #actions = new Map<string, ActionExecutionRecord>();
  readonly #brokenLaws = new Set<string>();
  #now = 0;

  constructor(declaration: PipelineDeclaration) {
    this.#first = initialState(declaration, { region: "us-east-1", accountId: "123456789012" });
    this.state = this.#first;
  }

  perform(next: Command): void {
    const body = this.#bodyOf(next);
    if (!body) return;
    const event: EngineEvent = { ...body, at: (this.#now += 1_000), seed: this.#ids.next() };
    this.#events.push(event);
    const before = this.state;
    const step = advance(before, event);
    this.state = step.state;
    this.#checkStarts(step);
    this.#checkRecords(before, step, event);
    for (const stageName of this.#stageNames()) this.#checkGate(stageName);
    for (const execution of Object.values(this.state.executions)) this.#checkExecution(execution);
  }

  /** What did not hold. The same events must give the same states again, also through the JSON they are stored as. */
  brokenLaws(): readonly string[] {
    const replayed = this.#events.reduce<PipelineState>(
      (state, event) => JSON.parse(JSON.stringify(advance(state, event).state)) as PipelineState,
      this.#first,
    );
    this.#hold("a replay of the events gives the same state", isSame(replayed, this.state));
    return [...this.#brokenLaws];
  }

  #hold(law: string, holds: boolean): void {
    if (!holds) this.#brokenLaws.add(law);
  }

  #bodyOf(next: Command): EngineEventBody | null {
    const stageName = "stage" in next ? pick(this.#stageNames(), next.stage) : undefined;
    const id = "pick" in next ? pick(Object.keys(this.state.executions), next.pick) : undefined;
    switch (next.type) {
      case "start":
        return {
          type: "executionStarted",
          pipelineExecutionId: this.#ids.next(),
          trigger: { triggerType: "StartPipelineExecution" },
          variables: [],
          sourceOverrides: [],
        };
      case "update": {
        const declaration = this.state.declarations[this.state.version];
        return declaration ? { type: "pipelineUpdated", declaration } : null;
      }
      case "end":
        return this.#endOf(pick(this.#running(), next.pick), next.well);
      case "stop":
        return id === undefined
          ? null
          : unlessRefused(() => decideStop(this.state, { pipelineExecutionId: id, abandon: next.abandon }));
      case "retry": {
        if (id === undefined || stageName === undefined) return null;
        const retryMode = next.all ? "ALL_ACTIONS" : "FAILED_ACTIONS";
        return unlessRefused(() => decideRetry(this.state, { pipelineExecutionId: id, stageName, retryMode }));
      }
      case "transition":
        if (stageName === undefined) return null;
        return next.enabled
          ? { type: "transitionEnabled", stageName, changedBy: "me" }
          : { type: "transitionDisabled", stageName, changedBy: "me", reason: "freeze" };
    }
  }

  #endOf(running: ActionExecutionRecord | undefined, well: boolean): EngineEventBody | null {
    if (!running) return null;
    const { actionExecutionId } = running;
    if ("approvalToken" in running) {
      return { type: "approvalAnswered", actionExecutionId, approved: well, summary: "", answeredBy: "me" };
    }
    if (well) return { type: "actionSucceeded", actionExecutionId };
    return { type: "actionFailed", actionExecutionId, error: { code: "JobFailed", message: "It broke." } };
  }

  #checkStarts({ effects }: Step): void {
    for (const effect of effects) {
      if (effect.type !== "startAction") continue;
      this.#hold("no attempt is started twice", !this.#started.has(effect.job.actionExecutionId));
      this.#started.add(effect.job.actionExecutionId);
    }
  }

  #checkRecords(before: PipelineState, step: Step, event: EngineEvent): void {
    for (const record of step.executions) {
      const known = this.#executions.get(record.pipelineExecutionId);
      this.#executions.set(record.pipelineExecutionId, record);
      if (!known || known.status === record.status) continue;
      const isRetried = event.type === "stageRetried" && ["Failed", "Stopped"].includes(known.status);
      this.#hold("what is over stays so, unless it is retried", !isTerminal(known.status) || isRetried);
      const execution = before.executions[record.pipelineExecutionId];
      if (record.status === "Superseded" && execution) {
        this.#hold("only between stages is an execution superseded", activeStages(execution).length === 0);
      }
    }
    for (const record of step.actionExecutions) {
      const known = this.#actions.get(record.actionExecutionId);
      this.#actions.set(record.actionExecutionId, record);
      this.#hold("an ended attempt stays as it is", !known || known.status === "InProgress" || isSame(record, known));
    }
  }

  #checkGate(stageName: string): void {
    const gate = this.state.gates[stageName];
    if (!gate) return;
    const inside = Object.values(this.state.executions).filter(
      (execution) => !isParallel(execution) && activeStages(execution).some((stage) => stage.stageName === stageName),
    );
    const ids = inside.map(({ record }) => record.pipelineExecutionId);
    this.#hold(
      "the one execution in a stage is the one that holds its lock",
      isSame(ids, gate.lockedBy === null ? [] : [gate.lockedBy]),
    );
    const waiting = gate.waiting
      .map(({ pipelineExecutionId }) => this.state.executions[pipelineExecutionId])
      .filter((execution) => execution && !isTerminal(execution.record.status));
    const superseding = waiting.filter((execution) => execution?.record.executionMode === "SUPERSEDED");
    this.#hold("the waiting room has one place", superseding.length <= 1);
    const isFree = gate.transition.enabled && gate.lockedBy === null;
    this.#hold("nobody waits before an open and empty stage", !isFree || waiting.length === 0);
  }

  #checkExecution(execution: ExecutionState): void {
    const { record } = execution;
    const active = activeStages(execution);
    const waitsAt = this.#stageNames().filter((stageName) =>
      this.state.gates[stageName]?.waiting.some((entry) => entry.pipelineExecutionId === record.pipelineExecutionId),
    );
    if (isTerminal(record.status)) {
      this.#hold("nothing goes on in an execution that is over", active.length === 0);
      return;
    }
    this.#hold("a live execution is in one place", active.length + waitsAt.length === 1);
    for (const stage of active) this.#checkStage(execution, stage);
  }

  #checkStage(execution: ExecutionState, stage: StageRun): void {
    const declared = this.state.declarations[execution.record.pipelineVersion]?.stages.find(
      ({ name }) => name === stage.stageName,
    );
    const running = Object.values(stage.actions).filter(({ status }) => status === "InProgress");
    this.#hold("something runs in every active stage", running.length > 0);
    this.#hold("a PARALLEL execution runs five actions at most", !isParallel(execution) || running.length <= 5);
    const orders = new Map((declared?.actions ?? []).map((one: ActionDeclaration) => [one.name, one.runOrder ?? 1]));
    const highest = Math.max(...Object.keys(stage.actions).map((name) => orders.get(name) ?? 1));
    const below = [...orders].filter(([, order]) => order < highest).map(([name]) => stage.actions[name]?.status);
    this.#hold(
      "a runOrder begins when all lower ones have succeeded",
      below.every((status) => status === "Succeeded"),
    );
  }

  #stageNames(): string[] {
    return (this.state.declarations[this.state.version]?.stages ?? []).map(({ name }) => name);
  }

  #running(): ActionExecutionRecord[] {
    return Object.values(this.state.executions)
      .flatMap(({ stages }) => Object.values(stages))
      .flatMap(({ actions }) => Object.values(actions))
      .filter(({ status }) => status === "InProgress");
  }
}

function activeStages({ stages }: ExecutionState): StageRun[] {
  return Object.values(stages).filter(({ status }) => status === "InProgress" || status === "Stopping");
}

function isParallel({ record }: ExecutionState): boolean {
  return record.executionMode === "PARALLEL";
}

function pick<Item>(items: readonly Item[], index: number): Item | undefined {
  return items.length === 0 ? undefined : items[index % items.length];
}

function unlessRefused(decide: () => EngineEventBody): EngineEventBody | null {
  try {
    return decide();
  } catch (error) {
    if (error instanceof AwsServiceError) return null;
    throw error;
  }
}

function isSame(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(JSON.parse(JSON.stringify(one)), JSON.parse(JSON.stringify(other)));
}
