import type { Clock } from "@/lib/clock";
import type { StateMachine } from "./definition";

/** The world of an execution. */
export interface StateMachineHost {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** What `$$` and `$states.context` tell. */
  readonly context: Readonly<Record<string, unknown>>;
  newId(): string;
  /** Runs a Task's resource. @throws StateError */
  runTask(resource: string, input: unknown): Promise<unknown>;
  /** Told of each state that is entered, and of each error that is retried or caught. */
  note(text: string): void;
}

/** What states with expressions have assigned so far. Those of a machine within a state are its own. */
export type Variables = Readonly<Record<string, unknown>>;

/** What a state needs of the execution it is in. */
export interface StateWorld {
  readonly host: StateMachineHost;
  readonly variables: Variables;
  /** Runs a machine within the state. @param more what the context tells there besides @throws StateError */
  run(machine: StateMachine, input: unknown, more?: Readonly<Record<string, unknown>>): Promise<unknown>;
  /** @throws StateError `States.Timeout` */
  withTimeout<Value>(limitMs: number, work: Promise<Value>): Promise<Value>;
}

/** What a state has come to. */
export interface Step {
  readonly output: unknown;
  /** Null at an end. */
  readonly next: string | null;
  readonly assigned?: Variables;
}

/** Runs all items of a Map state, so many at a time. */
export async function runItems(
  items: readonly unknown[],
  concurrency: number,
  run: (item: unknown, index: number) => Promise<unknown>,
): Promise<unknown[]> {
  const width = concurrency === 0 ? items.length : concurrency;
  const results: unknown[] = [];
  for (let from = 0; from < items.length; from += width) {
    const some = items.slice(from, from + width);
    results.push(...(await Promise.all(some.map((item, at) => run(item, from + at)))));
  }
  return results;
}
