/**
 * JSONPath as far as webhook filters need it: names (`$.a`, `$['a','b']`), indexes and slices (`[0]`, `[-1]`, `[1:3]`),
 * wildcards (`*`) and descent (`..`). Filter expressions and functions are not understood.
 */
export type JsonPath = readonly JsonPathStep[];

interface JsonPathStep {
  /** Looks at everything below, not only one level down. */
  readonly descends: boolean;
  readonly selector: Selector;
}

type Selector =
  | { readonly type: "names"; readonly names: readonly string[] }
  | { readonly type: "indexes"; readonly indexes: readonly number[] }
  | { readonly type: "slice"; readonly from: number | null; readonly to: number | null }
  | { readonly type: "all" };

/** @returns null for what is no path, or uses what is not understood */
export function parseJsonPath(text: string): JsonPath | null {
  if (!text.startsWith("$")) return null;
  const steps: JsonPathStep[] = [];
  let rest = text.slice(1);
  while (rest !== "") {
    const [head = "", dots = "", name, bracket] = STEP.exec(rest) ?? [];
    const selector = bracket === undefined ? nameSelector(name, dots) : bracketSelector(bracket);
    if (head === "" || selector === null) return null;
    steps.push({ descends: dots === "..", selector });
    rest = rest.slice(head.length);
  }
  return steps;
}

/** One step: dots with a name, or a bracket with dots or without. Quoted names may hold brackets. */
const STEP = /^(\.{0,2})(?:([^.[\]'"\s()?@]+)|\[((?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[^[\]'"])+)\])/;

function nameSelector(name: string | undefined, dots: string): Selector | null {
  if (name === undefined || dots === "") return null;
  return name === "*" ? { type: "all" } : { type: "names", names: [name] };
}

function bracketSelector(bracket: string): Selector | null {
  const inner = bracket.trim();
  if (inner === "*") return { type: "all" };
  if (/^['"]/.test(inner)) return namesSelector(inner);
  const [, from, to] = /^(-?\d{0,9}):(-?\d{0,9})$/.exec(inner) ?? [];
  if (from !== undefined && to !== undefined) {
    return { type: "slice", from: from === "" ? null : Number(from), to: to === "" ? null : Number(to) };
  }
  const indexes = inner.split(",").map((part) => part.trim());
  return indexes.every((index) => /^-?\d{1,9}$/.test(index)) ? { type: "indexes", indexes: indexes.map(Number) } : null;
}

function namesSelector(inner: string): Selector | null {
  const quoted = inner.match(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/g) ?? [];
  const isList = inner.replace(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/g, "x").replace(/\s/g, "");
  if (!/^x(?:,x)*$/.test(isList)) return null;
  return { type: "names", names: quoted.map((name) => name.slice(1, -1).replace(/\\(.)/g, "$1")) };
}

/** How many values of a payload one path may look at; `$..*..*` could look at billions. */
const MOST_VISITS = 200_000;

/**
 * Every value that a path selects, in the order of the payload.
 * @returns null when the payload is too large for the path
 */
export function selectByPath(payload: unknown, path: JsonPath): readonly unknown[] | null {
  let selected: unknown[] = [payload];
  let visits = 0;
  for (const { descends, selector } of path) {
    const next: unknown[] = [];
    for (const value of selected) {
      for (const candidate of descends ? withDescendants(value) : [value]) {
        const found = childrenOf(candidate, selector);
        visits += 1 + found.length;
        if (visits > MOST_VISITS) return null;
        for (const child of found) next.push(child);
      }
    }
    selected = next;
  }
  return selected;
}

/** Without recursion: a payload may be nested as deep as it is long. */
function* withDescendants(value: unknown): Generator<unknown, void, undefined> {
  const pending = [value];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    yield next;
    if (typeof next === "object" && next !== null) {
      for (const child of Object.values(next).toReversed()) pending.push(child);
    }
  }
}

function childrenOf(value: unknown, selector: Selector): readonly unknown[] {
  if (typeof value !== "object" || value === null) return [];
  if (selector.type === "all") return Object.values(value);
  if (selector.type === "names") {
    if (Array.isArray(value)) return [];
    const members = new Map<string, unknown>(Object.entries(value));
    return selector.names.filter((name) => members.has(name)).map((name) => members.get(name));
  }
  if (!Array.isArray(value)) return [];
  const items: readonly unknown[] = value;
  if (selector.type === "slice") return items.slice(selector.from ?? undefined, selector.to ?? undefined);
  return selector.indexes.map((index) => items.at(index)).filter((item) => item !== undefined);
}
