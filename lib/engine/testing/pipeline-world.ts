import { isDeepStrictEqual } from "node:util";
import { assertNever } from "@/lib/assert-never";
import type { PipelineDeclaration } from "@/lib/pipeline/declaration";
import { isTerminal } from "@/lib/pipeline/execution";
import { advance } from "../advance/advance";
import { initialState } from "../advance/initial-state";
import { AwsServiceError } from "../aws-service-error";
import type { EngineEvent, EngineEventBody, TransitionType } from "../events";
import { idsFrom } from "../ids";
import { decideOverride } from "../operations/override-stage-condition";
import { decideRetry } from "../operations/retry-stage-execution";
import { checkRollback, rollbackTarget } from "../operations/rollback-stage";
import { decideStop } from "../operations/stop-pipeline-execution";
import { DEFAULT_QUOTAS } from "../quotas";
import type { PipelineState } from "../state";
import { AnnouncementLaws } from "./announcement-laws";
import { PipelineLaws, stageNamesOf } from "./pipeline-laws";

const DAY_MS = 24 * 60 * 60 * 1000;
/** More than enough for any pipeline of the tests to come to rest. */
const MAX_DRAIN = 5_000;

/** What operators and providers do. Executions, stages and attempts are picked by number, so all means something. */
export type Command =
  | { readonly type: "start" }
  | { readonly type: "update"; readonly to: PipelineDeclaration }
  | { readonly type: "end"; readonly pick: number; readonly how: "well" | "badly" | "late" | "report" }
  | { readonly type: "repeat"; readonly pick: number }
  | { readonly type: "stop"; readonly pick: number; readonly abandon: boolean }
  | { readonly type: "retry"; readonly pick: number; readonly stage: number; readonly all: boolean }
  | { readonly type: "rollBack"; readonly pick: number; readonly stage: number }
  | { readonly type: "override"; readonly pick: number; readonly stage: number; readonly onSuccess: boolean }
  | {
      readonly type: "transition";
      readonly stage: number;
      readonly enabled: boolean;
      readonly transitionType: TransitionType;
    }
  | { readonly type: "wait"; readonly days: number };

/** A pipeline under test: applies commands to `advance` under the eyes of `PipelineLaws` and `AnnouncementLaws`. */
export class PipelineWorld {
  state: PipelineState;
  readonly #first: PipelineState;
  readonly #events: EngineEvent[] = [];
  readonly #laws = new PipelineLaws();
  readonly #announcementLaws = new AnnouncementLaws();
  readonly #ids = idsFrom("0f1e2d3c-4b5a-4697-8877-665544332211");
  #now = 0;

  constructor(declaration: PipelineDeclaration) {
    this.#first = initialState(declaration, { region: "us-east-1", accountId: "123456789012" });
    this.state = this.#first;
  }

  perform(next: Command): void {
    if (next.type === "wait") this.#now += next.days * DAY_MS;
    const body = this.#bodyOf(next);
    if (body) this.#apply(body);
  }

  /**
   * Brings everything to its end, and tells what did not hold. The same events must give the same states again, also
   * through the JSON they are stored as.
   */
  brokenLaws(): readonly string[] {
    this.#drain();
    this.#laws.checkEnd();
    const replayed = this.#events.reduce<PipelineState>(
      (state, event) => throughJson(advance(state, throughJson(event)).state),
      throughJson(this.#first),
    );
    this.#laws.hold(
      "a replay of the events gives the same state",
      isDeepStrictEqual(replayed, throughJson(this.state)),
    );
    return [...this.#laws.broken, ...this.#announcementLaws.broken];
  }

  #apply(body: EngineEventBody): void {
    const event: EngineEvent = { ...body, at: (this.#now += 1_000), seed: this.#ids.next() };
    this.#events.push(event);
    const before = this.state;
    const step = advance(before, event);
    this.state = step.state;
    this.#laws.watch(before, event, step);
    this.#announcementLaws.watch(step);
  }

  #drain(): void {
    for (const stageName of stageNamesOf(this.state)) {
      for (const transitionType of ["Inbound", "Outbound"] as const) {
        this.#apply({ type: "transitionEnabled", stageName, transitionType, changedBy: "me" });
      }
    }
    for (let round = 0; round < MAX_DRAIN; round += 1) {
      const live = Object.values(this.state.executions).filter(({ record }) => !isTerminal(record.status));
      const [running] = this.#runningIds();
      if (running !== undefined) this.#apply(this.#endOf(running, "well"));
      else if (live[0]) {
        const { pipelineExecutionId } = live[0].record;
        this.#apply({ type: "executionStopRequested", pipelineExecutionId, abandon: true });
      } else return;
    }
    this.#laws.hold("a pipeline comes to rest", false);
  }

  #bodyOf(next: Command): EngineEventBody | null {
    const stageName = ("stage" in next ? pick(stageNamesOf(this.state), next.stage) : undefined) ?? "";
    const id = ("pick" in next ? pick(Object.keys(this.state.executions), next.pick) : undefined) ?? "";
    switch (next.type) {
      case "start":
        return {
          type: "executionStarted",
          pipelineExecutionId: this.#ids.next(),
          trigger: { triggerType: "StartPipelineExecution" },
          variables: [],
          sourceOverrides: [],
        };
      case "update":
        return { type: "pipelineUpdated", declaration: next.to };
      case "end": {
        const running = pick(this.#runningIds(), next.pick);
        return running === undefined ? null : this.#endOf(running, next.how);
      }
      case "repeat": {
        const ended = pick([...this.#laws.actions.keys(), ...this.#laws.rules.keys()], next.pick);
        return ended === undefined || this.#runningIds().includes(ended) ? null : this.#endOf(ended, "badly");
      }
      case "stop":
        return unlessRefused(() => decideStop(this.state, { pipelineExecutionId: id, abandon: next.abandon }));
      case "retry": {
        const retryMode = next.all ? "ALL_ACTIONS" : "FAILED_ACTIONS";
        return unlessRefused(() =>
          decideRetry(this.state, { pipelineExecutionId: id, stageName, retryMode }, DEFAULT_QUOTAS),
        );
      }
      case "rollBack":
        return unlessRefused(() => this.#rollBack(next.pick, stageName));
      case "override": {
        const conditionType = next.onSuccess ? "ON_SUCCESS" : "BEFORE_ENTRY";
        return unlessRefused(() =>
          decideOverride(this.state, { pipelineExecutionId: id, stageName, conditionType }, DEFAULT_QUOTAS),
        );
      }
      case "transition": {
        const { transitionType } = next;
        return next.enabled
          ? { type: "transitionEnabled", stageName, transitionType, changedBy: "me" }
          : { type: "transitionDisabled", stageName, transitionType, changedBy: "me", reason: "freeze" };
      }
      case "wait":
        return null;
      default:
        return assertNever(next);
    }
  }

  #endOf(actionExecutionId: string, how: "well" | "badly" | "late" | "report"): EngineEventBody {
    const action = this.#laws.actions.get(actionExecutionId);
    if (how === "late") return { type: "actionTimedOut", actionExecutionId };
    if (how === "report") return { type: "actionProgressed", actionExecutionId, summary: "Under way" };
    if (action && "approvalToken" in action) {
      return { type: "approvalAnswered", actionExecutionId, approved: how === "well", summary: "", answeredBy: "me" };
    }
    if (how === "well") return { type: "actionSucceeded", actionExecutionId };
    return { type: "actionFailed", actionExecutionId, error: { code: "JobFailed", message: "It broke." } };
  }

  #rollBack(number: number, stageName: string): EngineEventBody | null {
    const target = pick([...this.#laws.executions.values()], number);
    if (!target) return null;
    checkRollback(this.state, stageName, target);
    const attempts = [...this.#laws.actions.values()].filter(
      ({ pipelineExecutionId }) => pipelineExecutionId === target.pipelineExecutionId,
    );
    return {
      type: "stageRolledBack",
      stageName,
      pipelineExecutionId: this.#ids.next(),
      trigger: { triggerType: "ManualRollback" },
      target: rollbackTarget(target, attempts.toReversed()),
    };
  }

  /** Actions and rules. */
  #runningIds(): string[] {
    const stages = Object.values(this.state.executions).flatMap(({ stages: runs }) => Object.values(runs));
    const actions = stages.flatMap((stage) => Object.values(stage.actions));
    const rules = stages
      .flatMap(({ conditions }) => Object.values(conditions))
      .flatMap((condition) => Object.values(condition.rules));
    return [
      ...actions.flatMap(({ status, actionExecutionId }) => (status === "InProgress" ? [actionExecutionId] : [])),
      ...rules.flatMap(({ status, ruleExecutionId }) => (status === "InProgress" ? [ruleExecutionId] : [])),
    ];
  }
}

function pick<Item>(items: readonly Item[], index: number): Item | undefined {
  return items.length === 0 ? undefined : items[index % items.length];
}

function unlessRefused(decide: () => EngineEventBody | null): EngineEventBody | null {
  try {
    return decide();
  } catch (error) {
    if (error instanceof AwsServiceError) return null;
    throw error;
  }
}

function throughJson<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value; // JSON of a value is of its type
}
