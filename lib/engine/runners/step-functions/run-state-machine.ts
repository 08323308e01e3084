import { wait } from "../wait";
import type { State, StateMachine } from "./definition";
import { catchByQuery, runJsonataState } from "./jsonata-states";
import { catchByPath, runPathState } from "./path-states";
import { matchesError, runtimeError, StateError } from "./state-error";
import type { StateMachineHost, StateWorld, Step, Variables } from "./state-world";

/** As in Step Functions, where an execution has 25,000 events at most. */
const MAX_TRANSITIONS = 25_000;

/** Runs a state machine from its first state to an end. @returns its output @throws StateError */
export async function runStateMachine(machine: StateMachine, input: unknown, host: StateMachineHost): Promise<unknown> {
  const execution = new Execution(host);
  const run = execution.run(machine, input, { variables: {}, context: host.context });
  const limitMs = machine.TimeoutSeconds === undefined ? undefined : machine.TimeoutSeconds * 1000;
  return limitMs === undefined ? run : execution.withTimeout(limitMs, run);
}

/** What a machine sees besides its input. */
interface Surroundings {
  readonly variables: Variables;
  readonly context: Readonly<Record<string, unknown>>;
}

class Execution {
  readonly #host: StateMachineHost;
  #transitions = 0;

  constructor(host: StateMachineHost) {
    this.#host = host;
  }

  async run({ StartAt, States }: StateMachine, input: unknown, outer: Surroundings): Promise<unknown> {
    let value = input;
    let { variables } = outer;
    for (let name: string | null = StartAt; name !== null;) {
      const state: State | undefined = States[name];
      if (!state) throw runtimeError(`There is no state ${name}.`);
      this.#enter(name, state);
      const step: Step = await this.#runCaught(name, state, { input: value, variables, context: outer.context });
      value = step.output;
      variables = { ...variables, ...step.assigned };
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

  #enter(name: string, { Type }: State): void {
    this.#transitions += 1;
    if (this.#transitions > MAX_TRANSITIONS) {
      throw runtimeError(`The execution entered more than ${MAX_TRANSITIONS} states, the most there may be.`);
    }
    if (this.#host.signal.aborted) throw new StateError("States.Timeout", "The execution was stopped.");
    this.#host.note(`${Type}StateEntered: ${name}`);
  }

  /** Retries and catches what a state fails with. */
  async #runCaught(
    name: string,
    state: State,
    { input, variables, context }: Surroundings & { readonly input: unknown },
  ): Promise<Step> {
    const EnteredTime = new Date(this.#host.clock.now()).toISOString();
    const attempts = new Map<number, number>();
    for (let RetryCount = 0; ; RetryCount += 1) {
      const world: StateWorld = {
        host: { ...this.#host, context: { ...context, State: { Name: name, EnteredTime, RetryCount } } },
        variables,
        run: (machine, inner, more) => this.run(machine, inner, { variables, context: { ...context, ...more } }),
        withTimeout: (limitMs, work) => this.withTimeout(limitMs, work),
      };
      try {
        return await runState(state, input, world);
      } catch (error) {
        if (!(error instanceof StateError) || !("Retry" in state)) throw error;
        if (await this.#mayRetry(name, state, error, attempts)) continue;
        const step = catchError(state, input, error, world);
        if (!step) throw error;
        this.#host.note(`${name} failed with ${error.code}, caught: ${error.message}`);
        return await step;
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
}

function runState(state: State, input: unknown, world: StateWorld): Promise<Step> {
  return state.QueryLanguage === "JSONata" ? runJsonataState(state, input, world) : runPathState(state, input, world);
}

/** @returns null when the state catches no such error */
function catchError(
  state: Extract<State, { Catch: unknown }>,
  input: unknown,
  error: StateError,
  world: StateWorld,
): Step | Promise<Step> | null {
  if (state.QueryLanguage === "JSONata") {
    const catcher = state.Catch.find(({ ErrorEquals }) => matchesError(ErrorEquals, error));
    return catcher ? catchByQuery(catcher, input, error, world) : null;
  }
  const catcher = state.Catch.find(({ ErrorEquals }) => matchesError(ErrorEquals, error));
  return catcher ? catchByPath(catcher, input, error) : null;
}
