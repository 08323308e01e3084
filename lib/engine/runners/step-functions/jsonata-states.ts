import { assertNever } from "@/lib/assert-never";
import { wait } from "../wait";
import type { JsonataState } from "./definition";
import { evaluateTemplate, type QueryScope } from "./jsonata-query";
import { StateError } from "./state-error";
import { runItems, type StateWorld, type Step, type Variables } from "./state-world";

type Working = Extract<JsonataState, { Type: "Task" | "Parallel" | "Map" }>;
type Catcher = Working["Catch"][number];

/** What makes an output of what a state, a choice or a catcher has. */
interface Outcome {
  readonly Output?: unknown;
  readonly Assign?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Runs a state whose data is made by expressions. @throws StateError
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export async function runJsonataState(state: JsonataState, input: unknown, world: StateWorld): Promise<Step> {
  const query = new Query(input, world);
  switch (state.Type) {
    case "Fail":
      throw new StateError(
        state.Error === undefined ? "States.Failed" : await query.text(state.Error),
        state.Cause === undefined ? "The execution ended in a Fail state." : await query.text(state.Cause),
      );
    case "Choice": {
      for (const rule of state.Choices) {
        if (await query.condition(rule.Condition)) return query.step(rule, { value: input, next: rule.Next });
      }
      if (state.Default === undefined)
        throw new StateError("States.NoChoiceMatched", "No rule holds, and there is no Default.");
      return query.step(state, { value: input, next: state.Default });
    }
    case "Wait":
      await wait(world.host, await waitMs(state, query, world.host.clock.now()));
      return query.step(state, { value: input, next: state.Next ?? null });
    case "Succeed":
      return query.step(state, { value: input, next: null });
    case "Pass":
      return query.step(state, { value: input, next: state.Next ?? null });
    case "Task":
    case "Parallel":
    case "Map": {
      const result = await resultOf(state, query, world);
      return query.step(state, { value: result, next: state.Next ?? null, more: { result } });
    }
    default:
      return assertNever(state);
  }
}

/** What follows an error that a state with expressions catches. */
export function catchByQuery(catcher: Catcher, input: unknown, error: StateError, world: StateWorld): Promise<Step> {
  const errorOutput = { Error: error.code, Cause: error.message };
  const query = new Query(input, world);
  return query.step(catcher, { value: errorOutput, next: catcher.Next, more: { errorOutput } });
}

type More = Pick<QueryScope["states"], "result" | "errorOutput">;

/** Evaluates what a state says about its input. */
class Query {
  readonly #input: unknown;
  readonly #world: StateWorld;

  constructor(input: unknown, world: StateWorld) {
    this.#input = input;
    this.#world = world;
  }

  get input(): unknown {
    return this.#input;
  }

  evaluate(template: unknown, more: More = {}, context: unknown = this.#world.host.context): Promise<unknown> {
    const { host, variables } = this.#world;
    const states = { input: this.#input, context, ...more };
    return evaluateTemplate(template, { states, variables, newId: () => host.newId() });
  }

  async step(
    { Output, Assign }: Outcome,
    { value, next, more }: { readonly value: unknown; readonly next: string | null; readonly more?: More },
  ): Promise<Step> {
    // Both see what was assigned before, and not each other.
    const output = Output === undefined ? value : await this.evaluate(Output, more);
    if (Assign === undefined) return { output, next };
    // An object of expressions is evaluated to an object.
    const assigned = (await this.evaluate(Assign, more)) as Variables;
    return { output, next, assigned };
  }

  async text(template: string): Promise<string> {
    const value = await this.evaluate(template);
    if (typeof value === "string") return value;
    throw unexpected(template, "a text");
  }

  async condition(template: boolean | string): Promise<boolean> {
    const value = await this.evaluate(template);
    if (typeof value === "boolean") return value;
    throw unexpected(String(template), "true or false");
  }

  async number(template: number | string): Promise<number> {
    const value = await this.evaluate(template);
    if (typeof value === "number" && value >= 0) return value;
    throw unexpected(String(template), "a number that is not below 0");
  }
}

function unexpected(template: string, wanted: string): StateError {
  return new StateError("States.QueryEvaluationError", `${template.slice(0, 200)} does not give ${wanted}.`);
}

async function resultOf(state: Working, query: Query, world: StateWorld): Promise<unknown> {
  switch (state.Type) {
    case "Task": {
      const input = state.Arguments === undefined ? query.input : await query.evaluate(state.Arguments);
      const limit = state.TimeoutSeconds === undefined ? undefined : await query.number(state.TimeoutSeconds);
      const run = world.host.runTask(state.Resource, input);
      return limit === undefined ? run : world.withTimeout(limit * 1000, run);
    }
    case "Parallel": {
      const input = state.Arguments === undefined ? query.input : await query.evaluate(state.Arguments);
      return Promise.all(state.Branches.map((branch) => world.run(branch, input)));
    }
    case "Map": {
      const items = state.Items === undefined ? query.input : await query.evaluate(state.Items);
      if (!Array.isArray(items)) throw unexpected(JSON.stringify(state.Items ?? "the input"), "a list for a Map state");
      const concurrency = await query.number(state.MaxConcurrency);
      return runItems(items, concurrency, async (value, index) => {
        if (state.ItemSelector === undefined) return world.run(state.ItemProcessor, value);
        const more = { Map: { Item: { Index: index, Value: value } } };
        const context = { ...world.host.context, ...more };
        return world.run(state.ItemProcessor, await query.evaluate(state.ItemSelector, {}, context), more);
      });
    }
    default:
      return assertNever(state);
  }
}

async function waitMs(
  { Seconds, Timestamp }: Extract<JsonataState, { Type: "Wait" }>,
  query: Query,
  nowAt: number,
): Promise<number> {
  if (Seconds !== undefined) return (await query.number(Seconds)) * 1000;
  const untilAt = Timestamp === undefined ? Number.NaN : Date.parse(await query.text(Timestamp));
  if (Number.isFinite(untilAt)) return Math.max(0, untilAt - nowAt);
  throw unexpected(Timestamp ?? "A Wait state", "a number of seconds or a timestamp");
}
