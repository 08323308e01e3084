import { assertNever } from "@/lib/assert-never";
import { wait } from "../wait";
import { holds } from "./choice";
import { nestedMachines, type PathState } from "./definition";
import { evaluate, fillTemplate, putResult, readPath, selectPath, type PathScope } from "./paths";
import { runtimeError, StateError } from "./state-error";
import { runItems, type StateWorld, type Step } from "./state-world";

type Working = Extract<PathState, { Type: "Pass" | "Task" | "Parallel" | "Map" }>;
type Catcher = Extract<PathState, { Catch: unknown }>["Catch"][number];

/** Runs a state whose data is chosen by paths. @throws StateError */
export async function runPathState(state: PathState, given: unknown, world: StateWorld): Promise<Step> {
  const whole = scopeOf(given, world);
  if (state.Type === "Fail") throw failureOf(state, whole);
  const scope = scopeOf(selectPath(state.InputPath, whole), world);
  const next = "Next" in state ? (state.Next ?? null) : null;
  const done = (value: unknown, to: string | null): Step => ({
    output: selectPath(state.OutputPath, scopeOf(value, world)),
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
      await wait(world.host, waitMs(state, scope, world.host.clock.now()));
      return done(scope.input, next);
    case "Pass":
    case "Task":
    case "Parallel":
    case "Map": {
      const result = await resultOf(state, scope, world);
      const selector = state.ResultSelector;
      const selected = selector === undefined ? result : fillTemplate(selector, scopeOf(result, world));
      return done(putResult(state.ResultPath, scope.input, selected), next);
    }
    default:
      return assertNever(state);
  }
}

/** What follows an error that a state with paths catches. */
export function catchByPath({ ResultPath, Next }: Catcher, input: unknown, error: StateError): Step {
  return { output: putResult(ResultPath, input, { Error: error.code, Cause: error.message }), next: Next };
}

function scopeOf(input: unknown, { host }: StateWorld): PathScope {
  return { input, context: host.context, newId: () => host.newId() };
}

async function resultOf(state: Working, scope: PathScope, world: StateWorld): Promise<unknown> {
  // Of a Map state they are what ItemSelector was called before.
  const isForItems = state.Type === "Map";
  const input = state.Parameters === undefined || isForItems ? scope.input : fillTemplate(state.Parameters, scope);
  switch (state.Type) {
    case "Pass":
      return state.Result === undefined ? input : state.Result;
    case "Task": {
      const run = world.host.runTask(state.Resource, input);
      return state.TimeoutSeconds === undefined ? run : world.withTimeout(state.TimeoutSeconds * 1000, run);
    }
    case "Parallel":
      return Promise.all(state.Branches.map((branch) => world.run(branch, input)));
    case "Map":
      return runMap(state, scope, world);
    default:
      return assertNever(state);
  }
}

async function runMap(
  state: Extract<PathState, { Type: "Map" }>,
  scope: PathScope,
  world: StateWorld,
): Promise<unknown[]> {
  const items = state.ItemsPath === undefined ? scope.input : readPath(state.ItemsPath, scope);
  const [processor] = nestedMachines(state);
  if (!Array.isArray(items) || !processor)
    throw runtimeError("A Map state needs a list, and an ItemProcessor for its items.");
  const selector = state.ItemSelector ?? state.Parameters;
  return runItems(items, state.MaxConcurrency, (value, index) => {
    const more = { Map: { Item: { Index: index, Value: value } } };
    const context = { ...world.host.context, ...more };
    return world.run(processor, selector === undefined ? value : fillTemplate(selector, { ...scope, context }), more);
  });
}

function failureOf(
  { Error: code, ErrorPath, Cause, CausePath }: Extract<PathState, { Type: "Fail" }>,
  scope: PathScope,
): StateError {
  const at = (path: string | undefined): string | undefined =>
    path === undefined ? undefined : String(evaluate(path, scope));
  return new StateError(
    code ?? at(ErrorPath) ?? "States.Failed",
    Cause ?? at(CausePath) ?? "The execution ended in a Fail state.",
  );
}

function waitMs(state: Extract<PathState, { Type: "Wait" }>, scope: PathScope, nowAt: number): number {
  const seconds = state.SecondsPath === undefined ? state.Seconds : readPath(state.SecondsPath, scope);
  const until = state.TimestampPath === undefined ? state.Timestamp : readPath(state.TimestampPath, scope);
  if (typeof seconds === "number") return seconds * 1000;
  const untilAt = typeof until === "string" ? Date.parse(until) : Number.NaN;
  if (Number.isFinite(untilAt)) return Math.max(0, untilAt - nowAt);
  throw runtimeError("A Wait state needs a number of seconds or a timestamp.");
}
