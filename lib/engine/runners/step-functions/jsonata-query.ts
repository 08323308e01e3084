import jsonata from "jsonata";
import { draw, hashText, partition, range } from "./functions";
import { StateError } from "./state-error";

/** Nothing else goes on in the engine while an expression is evaluated. */
const LIMITS = { timeout: 1_000, stack: 200, sequence: 100_000 } as const;
const EXPRESSION = /^\{%([\s\S]*)%\}$/;

/** What an expression can ask for. */
export interface QueryScope {
  /** `$states` */
  readonly states: {
    readonly input: unknown;
    readonly context: unknown;
    readonly result?: unknown;
    readonly errorOutput?: unknown;
  };
  /** What earlier states have assigned: `$name`. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** For functions that make something up. */
  newId(): string;
}

/**
 * Evaluates every text of the form `{% … %}` in a JSON value; other texts are as they are.
 * @throws StateError `States.QueryEvaluationError`, which can be caught
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export async function evaluateTemplate(template: unknown, scope: QueryScope): Promise<unknown> {
  if (typeof template === "string") {
    const expression = EXPRESSION.exec(template)?.[1];
    return expression === undefined ? template : evaluateExpression(expression, scope);
  }
  if (Array.isArray(template)) return Promise.all(template.map((item: unknown) => evaluateTemplate(item, scope)));
  if (typeof template !== "object" || template === null) return template;
  const members = Object.entries(template).map(
    async ([name, value]) => [name, await evaluateTemplate(value, scope)] as const,
  );
  return Object.fromEntries(await Promise.all(members));
}

async function evaluateExpression(text: string, scope: QueryScope): Promise<unknown> {
  const result = await evaluateSafely(text, scope);
  if (result === undefined || typeof result === "function") throw failure(text, "it gives no JSON value");
  // The library hands out sequences that carry more than their items.
  return JSON.parse(JSON.stringify(result));
}

async function evaluateSafely(text: string, { states, variables, newId }: QueryScope): Promise<unknown> {
  try {
    const expression = jsonata(text, { ...LIMITS, RegexEngine: NO_REGEX });
    for (const [name, implementation, signature] of functionsOf(newId)) {
      expression.registerFunction(name, implementation, signature);
    }
    return await expression.evaluate(undefined, { ...variables, states });
  } catch (error) {
    throw failure(text, reasonOf(error));
  }
}

type Registered = Parameters<ReturnType<typeof jsonata>["registerFunction"]>;

/** What Step Functions has beyond JSONata. */
function functionsOf(newId: () => string): readonly Registered[] {
  return [
    ["uuid", () => newId(), "<:s>"],
    ["random", (seed?: number) => draw(seed === undefined ? newId() : String(seed)), "<n?:n>"],
    ["range", range, "<nnn:a>"],
    ["partition", partition, "<an:a>"],
    ["hash", hashText, "<ss:s>"],
    ["parse", (value: string): unknown => JSON.parse(value), "<s:x>"],
    [
      "eval",
      () => {
        throw new Error("$eval is not supported; use $parse for JSON");
      },
    ],
  ];
}

/** JavaScript's own could be made to run for ever, which no limit of the library ends. */
class RefusedRegex {
  constructor() {
    throw new Error("regular expressions are not evaluated by this engine; use texts");
  }
}
// The library only ever calls it with `new`, and gets no further.
const NO_REGEX = RefusedRegex as unknown as RegExpConstructor;

function reasonOf(error: unknown): string {
  return typeof error === "object" && error !== null && "message" in error ? String(error.message) : String(error);
}

function failure(expression: string, reason: string): StateError {
  return new StateError("States.QueryEvaluationError", `{%${expression.slice(0, 200)}%}: ${reason}.`);
}
