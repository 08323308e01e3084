import { z } from "zod";
import { isPlainObject } from "@/lib/pipeline/is-plain-object";
import { jsonataStates } from "./jsonata-definition";
import { runtimeError } from "./state-error";

const transition = { Next: z.string().optional(), End: z.boolean().optional() };
const path = z.string().nullable().optional();
const QueryLanguage = z.literal("JSONPath");
const data = { QueryLanguage, Comment: z.string().optional(), InputPath: path, OutputPath: path };
const result = { Parameters: z.unknown().optional(), ResultSelector: z.unknown().optional(), ResultPath: path };
const retry = z
  .array(
    z.object({
      ErrorEquals: z.array(z.string()).min(1),
      IntervalSeconds: z.number().min(0).default(1),
      MaxAttempts: z.int().min(0).default(3),
      BackoffRate: z.number().min(1).default(2),
      MaxDelaySeconds: z.number().positive().optional(),
    }),
  )
  .default([]);
const errors = {
  Retry: retry,
  Catch: z.array(z.object({ ErrorEquals: z.array(z.string()).min(1), Next: z.string(), ResultPath: path })).default([]),
};

const pass = z.object({ Type: z.literal("Pass"), ...data, ...transition, ...result, Result: z.unknown().optional() });
const task = z.object({
  Type: z.literal("Task"),
  ...data,
  ...transition,
  ...result,
  ...errors,
  Resource: z.string(),
  TimeoutSeconds: z.number().positive().optional(),
});
const choice = z.object({
  Type: z.literal("Choice"),
  ...data,
  Choices: z.array(z.looseObject({ Next: z.string() })).min(1),
  Default: z.string().optional(),
});
const wait = z.object({
  Type: z.literal("Wait"),
  ...data,
  ...transition,
  Seconds: z.number().min(0).optional(),
  SecondsPath: z.string().optional(),
  Timestamp: z.string().optional(),
  TimestampPath: z.string().optional(),
});
const succeed = z.object({ Type: z.literal("Succeed"), ...data });
const fail = z.object({
  Type: z.literal("Fail"),
  QueryLanguage,
  Comment: z.string().optional(),
  Error: z.string().optional(),
  Cause: z.string().optional(),
  ErrorPath: z.string().optional(),
  CausePath: z.string().optional(),
});
/** A machine within a state, which is described only below. */
const inner: z.ZodType<StateMachine> = z.lazy(() => machine);
const parallel = z.object({
  Type: z.literal("Parallel"),
  ...data,
  ...transition,
  ...result,
  ...errors,
  Branches: z.array(inner).min(1),
});
const map = z.object({
  Type: z.literal("Map"),
  ...data,
  ...transition,
  ...result,
  ...errors,
  ItemsPath: z.string().optional(),
  ItemSelector: z.unknown().optional(),
  MaxConcurrency: z.int().min(0).default(0),
  Iterator: inner.optional(),
  ItemProcessor: inner.optional(),
});

const pathState = z.discriminatedUnion("Type", [pass, task, choice, wait, succeed, fail, parallel, map]);
const jsonataState = jsonataStates({ retry, inner });
const state = z.discriminatedUnion("QueryLanguage", [pathState, jsonataState]);
export type PathState = z.infer<typeof pathState>;
export type JsonataState = z.infer<typeof jsonataState>;
export type State = PathState | JsonataState;

export interface StateMachine {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
  readonly TimeoutSeconds?: number | undefined;
}

const machine: z.ZodType<StateMachine> = z.object({
  StartAt: z.string(),
  States: z.record(
    z.string(),
    z.lazy(() => state),
  ),
  TimeoutSeconds: z.number().positive().optional(),
});

/**
 * Reads a definition in the Amazon States Language, with paths or with expressions.
 * @throws StateError that says what is wrong, and where
 */
export function parseDefinition(text: string): StateMachine {
  const parsed = machine.safeParse(withLanguages(parseJson(text), "JSONPath", ""));
  if (!parsed.success) {
    const faults = parsed.error.issues.map(
      ({ path: place, message }) => `${place.join(".") || "definition"}: ${message}`,
    );
    throw runtimeError(`The definition is not valid: ${faults.join("; ")}`);
  }
  checkNames(parsed.data, "");
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw runtimeError("The definition is not valid JSON.");
  }
}

/** Members of states with paths that this engine does not follow: without them, something else would happen. */
const NOT_FOLLOWED = [
  "Assign",
  "ItemReader",
  "ItemBatcher",
  "ResultWriter",
  "TimeoutSecondsPath",
  "MaxConcurrencyPath",
];

/** Says of every state in which language it is: its own, or that of the machine it is in. */
function withLanguages(given: unknown, inherited: unknown, place: string): unknown {
  if (!isPlainObject(given) || !isPlainObject(given["States"])) return given;
  const own = given["QueryLanguage"] ?? inherited;
  const states = Object.entries(given["States"]).map(([name, each]) => {
    if (!isPlainObject(each)) return [name, each];
    const language = each["QueryLanguage"] ?? own;
    const unknown = language === "JSONPath" ? NOT_FOLLOWED.find((member) => member in each) : undefined;
    if (unknown !== undefined) {
      throw runtimeError(`State ${place}${name} has ${unknown}, which this engine does not follow with JSONPath.`);
    }
    if (language === "JSONPath" && own === "JSONata") {
      throw runtimeError(`State ${place}${name} uses JSONPath in a definition of JSONata.`);
    }
    const within = (inner: unknown): unknown => withLanguages(inner, language, `${place}${name}.`);
    const { Branches, ItemProcessor, Iterator } = each;
    return [
      name,
      {
        ...each,
        QueryLanguage: language,
        ...(Array.isArray(Branches) && { Branches: Branches.map(within) }),
        ...(ItemProcessor !== undefined && { ItemProcessor: within(ItemProcessor) }),
        ...(Iterator !== undefined && { Iterator: within(Iterator) }),
      },
    ];
  });
  return { ...given, States: Object.fromEntries(states) };
}

/** Every name that is gone to is there, and every state that is no end goes on. */
function checkNames({ StartAt, States }: StateMachine, place: string): void {
  const check = (name: string, from: string): void => {
    if (!Object.hasOwn(States, name))
      throw runtimeError(`The definition is not valid: ${place}${from} goes to ${name}, which is no state.`);
  };
  check(StartAt, "StartAt");
  for (const [name, each] of Object.entries(States)) {
    for (const next of nextNames(each)) check(next, name);
    if (!isEnd(each) && each.Next === undefined && each.End !== true) {
      throw runtimeError(`The definition is not valid: ${place}${name} has neither Next nor End.`);
    }
    for (const inner of nestedMachines(each)) checkNames(inner, `${place}${name}.`);
  }
}

/** States that need not say where to go on. */
function isEnd(each: State): each is Extract<State, { Type: "Succeed" | "Fail" | "Choice" }> {
  return each.Type === "Succeed" || each.Type === "Fail" || each.Type === "Choice";
}

function nextNames(each: State): string[] {
  const caught = "Catch" in each ? each.Catch.map(({ Next }) => Next) : [];
  if (each.Type === "Choice") return [...each.Choices.map(({ Next }) => Next), ...(each.Default ? [each.Default] : [])];
  return "Next" in each && each.Next !== undefined ? [each.Next, ...caught] : caught;
}

export function nestedMachines(each: State): readonly StateMachine[] {
  if (each.Type === "Parallel") return each.Branches;
  if (each.Type !== "Map") return [];
  const processor = each.ItemProcessor ?? ("Iterator" in each ? each.Iterator : undefined);
  return processor ? [processor] : [];
}
