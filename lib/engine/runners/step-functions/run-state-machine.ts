import { assertNever } from "@/lib/assert-never";
import type { Clock } from "@/lib/clock";
import { wait } from "../wait";
import { holds } from "./choice";
import type { State, StateMachine } from "./definition";
import { nestedMachines } from "./definition";
import { evaluate, fillTemplate, putResult, readPath, selectPath, type PathScope } from "./paths";
import { matchesError, runtimeError, StateError } from "./state-error";

/** As in Step Functions, where an execution has 25,000 events at most. */
const MAX_TRANSITIONS = 25_000;

/** The world of an execution. */
export interface StateMachineHost {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** What `$$` tells. */
  readonly context: unknown;
  newId(): string;
  /** Runs a Task's resource. @throws StateError */
  runTask(resource: string, input: unknown): Promise<unknown>;
  /** Told of each state that is entered, and of each error that is retried or caught. */
  note(text: string): void;
}

/** Runs a state machine from its first state to an end. @returns its output @throws StateError */
export async function runStateMachine(machine: StateMachine, input: unknown, host: StateMachineHost): Promise<unknown> {
  const execution = new Execution(host);
  const run = execution.run(machine, input);
  const limitMs = machine.TimeoutSeconds === undefined ? undefined : machine.TimeoutSeconds * 1000;
  return limitMs === undefined ? run : execution.withTimeout(limitMs, run);
}

class Execution {
  readonly #host: StateMachineHost;
  #transitions = 0;

  constructor(host: StateMachineHost) {
    this.#host = host;
  }

  async run({ StartAt, States }: StateMachine, input: unknown): Promise<unknown> {
    let value = input;
    for (let name: string | null = StartAt; name !== null;) {
      const state: State | undefined = States[name];
      if (!state) throw runtimeError(`There is no state ${name}.`);
      this.#enter(name, state);
      const step = await this.#runCaught(name, state, value);
      value = step.output;
      name = step.next;
    }
    return value;
  }

  async withTimeout<Value>(limitMs: number, work: Promise<Value>): Promise<Value> {
    let cancel = (): void => undefined;
    const late = new Promise<never>((_resolve, reject) => {
      cancel = this.#host.clock.setTimer(limitMs, () =>
        reject(new StateError("States.Timeout", `It did not end within ${limitMs / 1000} seconds.`)),
      );
    });
    try {
      return await Promise.race([work, late]);
    } finally {
      cancel();
    }
  }

  #scope(input: unknown): PathScope {
    return { input, context: this.#host.context, newId: () => this.#host.newId() };
  }

  #enter(name: string, { Type }: State): void {
    this.#transitions += 1;
    if (this.#transitions > MAX_TRANSITIONS) {
      throw runtimeError(`The execution entered more than ${MAX_TRANSITIONS} states, the most there may be.`);
    }
    if (this.#host.signal.aborted) throw new StateError("States.Timeout", "The execution was stopped.");
    this.#host.note(`${Type}StateEntered: ${name}`);
  }

  /** Retries and catches what a state fails with. */
  async #runCaught(name: string, state: State, input: unknown): Promise<Step> {
    const attempts = new Map<number, number>();
    for (;;) {
      try {
        return await this.#runState(state, input);
      } catch (error) {
        if (!(error instanceof StateError) || !("Retry" in state)) throw error;
        if (await this.#mayRetry(name, state, error, attempts)) continue;
        const caught = state.Catch.find(({ ErrorEquals }) => matchesError(ErrorEquals, error));
        if (!caught) throw error;
        this.#host.note(`${name} failed with ${error.code}, caught: ${error.message}`);
        const output = putResult(caught.ResultPath, input, { Error: error.code, Cause: error.message });
        return { output, next: caught.Next };
      }
    }
  }

  /** @param attempts how often each retrier has been used, by its place */
  async #mayRetry(
    name: string,
    { Retry }: Extract<State, { Retry: unknown }>,
    error: StateError,
    attempts: Map<number, number>,
  ): Promise<boolean> {
    const index = Retry.findIndex(({ ErrorEquals }) => matchesError(ErrorEquals, error));
    const retrier = Retry[index];
    const used = attempts.get(index) ?? 0;
    if (!retrier || used >= retrier.MaxAttempts) return false;
    attempts.set(index, used + 1);
    const seconds = Math.min(
      retrier.IntervalSeconds * retrier.BackoffRate ** used,
      retrier.MaxDelaySeconds ?? Infinity,
    );
    this.#host.note(`${name} failed with ${error.code}, tried again in ${seconds} s: ${error.message}`);
    await wait(this.#host, seconds * 1000);
    return true;
  }

  async #runState(state: State, input: unknown): Promise<Step> {
    const given = this.#scope(input);
    if (state.Type === "Fail") throw failureOf(state, given);
    const scope = this.#scope(selectPath(state.InputPath, given));
    const next = "Next" in state ? (state.Next ?? null) : null;
    const done = (value: unknown, to: string | null): Step => ({
      output: selectPath(state.OutputPath, this.#scope(value)),
      next: to,
    });
    switch (state.Type) {
      case "Succeed":
        return done(scope.input, null);
      case "Choice": {
        const chosen = state.Choices.find((rule) => holds(rule, scope))?.Next ?? state.Default;
        if (chosen === undefined)
          throw new StateError("States.NoChoiceMatched", "No rule holds, and there is no Default.");
        return done(scope.input, chosen);
      }
      case "Wait":
        await wait(this.#host, waitMs(state, scope, this.#host.clock.now()));
        return done(scope.input, next);
      case "Pass":
      case "Task":
      case "Parallel":
      case "Map": {
        const result = await this.#resultOf(state, scope);
        const selector = state.ResultSelector;
        const selected = selector === undefined ? result : fillTemplate(selector, this.#scope(result));
        return done(putResult(state.ResultPath, scope.input, selected), next);
      }
      default:
        return assertNever(state);
    }
  }

  async #resultOf(
    state: Extract<State, { Type: "Pass" | "Task" | "Parallel" | "Map" }>,
    scope: PathScope,
  ): Promise<unknown> {
    // Of a Map state they are what ItemSelector was called before.
    const isForItems = state.Type === "Map";
    const input = state.Parameters === undefined || isForItems ? scope.input : fillTemplate(state.Parameters, scope);
    switch (state.Type) {
      case "Pass":
        return state.Result === undefined ? input : state.Result;
      case "Task": {
        const run = this.#host.runTask(state.Resource, input);
        return state.TimeoutSeconds === undefined ? run : this.withTimeout(state.TimeoutSeconds * 1000, run);
      }
      case "Parallel":
        return Promise.all(state.Branches.map((branch) => this.run(branch, input)));
      case "Map":
        return this.#runMap(state, input);
      default:
        return assertNever(state);
    }
  }

  async #runMap(state: Extract<State, { Type: "Map" }>, input: unknown): Promise<unknown[]> {
    const items = state.ItemsPath === undefined ? input : readPath(state.ItemsPath, this.#scope(input));
    const [processor] = nestedMachines(state);
    if (!Array.isArray(items) || !processor)
      throw runtimeError("A Map state needs a list, and an ItemProcessor for its items.");
    const selector = state.ItemSelector ?? state.Parameters;
    const width = state.MaxConcurrency === 0 ? items.length : state.MaxConcurrency;
    const results: unknown[] = [];
    for (let from = 0; from < items.length; from += width) {
      const some: readonly unknown[] = items.slice(from, from + width);
      const inner = some.map((value, at) =>
        selector === undefined
          ? value
          : fillTemplate(selector, {
              ...this.#scope(input),
              context: { ...Object(this.#host.context), Map: { Item: { Index: from + at, Value: value } } },
            }),
      );
      results.push(...(await Promise.all(inner.map((item) => this.run(processor, item)))));
    }
    return results;
  }
}

interface Step {
  readonly output: unknown;
  readonly next: string | null;
}

function failureOf(
  { Error: code, ErrorPath, Cause, CausePath }: Extract<State, { Type: "Fail" }>,
  scope: PathScope,
): StateError {
  const at = (path: string | undefined): string | undefined =>
    path === undefined ? undefined : String(evaluate(path, scope));
  return new StateError(
    code ?? at(ErrorPath) ?? "States.Failed",
    Cause ?? at(CausePath) ?? "The execution ended in a Fail state.",
  );
}

function waitMs(state: Extract<State, { Type: "Wait" }>, scope: PathScope, nowAt: number): number {
  const seconds = state.SecondsPath === undefined ? state.Seconds : readPath(state.SecondsPath, scope);
  const until = state.TimestampPath === undefined ? state.Timestamp : readPath(state.TimestampPath, scope);
  if (typeof seconds === "number") return seconds * 1000;
  const untilAt = typeof until === "string" ? Date.parse(until) : Number.NaN;
  if (Number.isFinite(untilAt)) return Math.max(0, untilAt - nowAt);
  throw runtimeError("A Wait state needs a number of seconds or a timestamp.");
}
