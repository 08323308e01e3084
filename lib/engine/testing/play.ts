import type { PipelineDeclaration } from "@/lib/pipeline/declaration";
import { advance } from "../advance/advance";
import { initialState } from "../advance/initial-state";
import type { ActionFailure, ActionSuccess, EngineEventBody, ExecutionStart } from "../events";
import { idsFrom } from "../ids";
import type { ActionExecutionRecord, ExecutionRecord, RuleExecutionRecord } from "../records";
import type { ActionJob } from "../runners/runner";
import type { StateChangeEvent } from "../state-change-event";
import type { ExecutionState, PipelineState, StageRun } from "../state";

const START_AT = Date.UTC(2026, 0, 1);

/**
 * Plays events against `advance`, one minute apart, and remembers what came of them. Executions are called by short
 * names, actions as `Stage.Action`.
 */
export class Play {
  state: PipelineState;
  now = START_AT;
  /** Every effect that started an action. */
  readonly jobs: ActionJob[] = [];
  /** Every announcement: `stage Build STARTED`. */
  readonly announced: string[] = [];
  /** The same as they go out. */
  readonly events: StateChangeEvent[] = [];
  /** The newest record of every execution and attempt there ever was. */
  readonly executions = new Map<string, ExecutionRecord>();
  readonly actions = new Map<string, ActionExecutionRecord>();
  readonly rules = new Map<string, RuleExecutionRecord>();
  readonly #ids = idsFrom("6f0e1d2c-3b4a-4958-8677-9605a4b3c2d1");

  constructor(declaration: PipelineDeclaration) {
    this.state = initialState(declaration, { region: "us-east-1", accountId: "123456789012" });
  }

  apply(body: EngineEventBody): this {
    this.now += 60_000;
    const step = advance(this.state, { ...body, at: this.now, seed: this.#ids.next() });
    this.state = step.state;
    for (const record of step.executions) this.executions.set(record.pipelineExecutionId, record);
    for (const record of step.actionExecutions) this.actions.set(record.actionExecutionId, record);
    for (const record of step.ruleExecutions) this.rules.set(record.ruleExecutionId, record);
    for (const effect of step.effects) if (effect.type === "startAction") this.jobs.push(effect.job);
    this.events.push(...step.announcements);
    for (const { detail, ...event } of step.announcements) {
      const level = event["detail-type"].split(" ")[1]?.toLowerCase();
      const subject = [detail["execution-id"], detail["stage"], detail["action"]].filter(Boolean).join(".");
      this.announced.push(`${level} ${subject} ${detail.state}`);
    }
    return this;
  }

  start(pipelineExecutionId: string, start: Partial<ExecutionStart> = {}): this {
    const trigger = { triggerType: "StartPipelineExecution" } as const;
    return this.apply({
      type: "executionStarted",
      pipelineExecutionId,
      trigger,
      variables: [],
      sourceOverrides: [],
      ...start,
    });
  }

  succeed(pipelineExecutionId: string, action: string, success: ActionSuccess = {}): this {
    return this.apply({ type: "actionSucceeded", ...this.#attempt(pipelineExecutionId, action), ...success });
  }

  fail(pipelineExecutionId: string, action: string, failure?: ActionFailure): this {
    const error = { code: "JobFailed", message: "It broke." };
    return this.apply({ type: "actionFailed", error, ...this.#attempt(pipelineExecutionId, action), ...failure });
  }

  execution(pipelineExecutionId: string): ExecutionState {
    return found(this.state.executions[pipelineExecutionId], pipelineExecutionId);
  }

  stage(pipelineExecutionId: string, stageName: string): StageRun {
    return found(this.execution(pipelineExecutionId).stages[stageName], stageName);
  }

  action(pipelineExecutionId: string, action: string): ActionExecutionRecord {
    const [stageName = "", actionName = ""] = action.split(".");
    return found(this.stage(pipelineExecutionId, stageName).actions[actionName], action);
  }

  status(pipelineExecutionId: string): string {
    return found(this.executions.get(pipelineExecutionId), pipelineExecutionId).status;
  }

  /** What runs now, in declaration order: `one Build.Compile`. */
  running(): string[] {
    return Object.values(this.state.executions).flatMap((execution) =>
      Object.values(execution.stages)
        .flatMap(({ actions }) => Object.values(actions))
        .filter(({ status }) => status === "InProgress")
        .map((action) => `${action.pipelineExecutionId} ${action.stageName}.${action.actionName}`),
    );
  }

  /** Who waits before the stage. */
  waiting(stageName: string): string[] {
    return (this.state.gates[stageName]?.waiting ?? []).map(({ pipelineExecutionId }) => pipelineExecutionId);
  }

  #attempt(pipelineExecutionId: string, action: string): { actionExecutionId: string } {
    return { actionExecutionId: this.action(pipelineExecutionId, action).actionExecutionId };
  }
}

function found<Part>(part: Part | undefined, name: string): Part {
  if (part === undefined) throw new Error(`There is no ${name}.`);
  return part;
}
