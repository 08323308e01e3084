import type { SourceNode } from "../formats/source-node";
import type { IssuePath } from "../validation/issue";

/** Where in a text the values of a declaration begin, in the order of the text. Both lists are equally long. */
export interface CodePlaces {
  /** Paths joined by `SEPARATOR`: plain texts, because they travel between threads. */
  readonly paths: readonly string[];
  readonly offsets: readonly number[];
}

// No member of a definition has this sign in its name.
const SEPARATOR = "\u0000";

/** The places of everything that a text says. `source` has been read from this very text. */
export function placesOf(text: string, source: SourceNode): CodePlaces {
  const lineStarts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) lineStarts.push(at + 1);
  const paths: string[] = [];
  const offsets: number[] = [];
  const visit = (node: SourceNode, path: string): void => {
    paths.push(path);
    offsets.push((lineStarts[node.position.line - 1] ?? 0) + node.position.column - 1);
    const prefix = path === "" ? "" : path + SEPARATOR;
    if (node.kind === "list") node.items.forEach((item, index) => visit(item, `${prefix}${index}`));
    if (node.kind === "map") for (const [name, value] of node.entries) visit(value, prefix + name);
  };
  visit(source, "");
  return { paths, offsets };
}

/** Where the member begins, or else the nearest thing around it that is there. */
export function offsetOf(places: CodePlaces, path: IssuePath): number {
  for (let length = path.length; length > 0; length -= 1) {
    const offset = indexOf(places).get(path.slice(0, length).join(SEPARATOR));
    if (offset !== undefined) return places.offsets[offset] ?? 0;
  }
  return places.offsets[0] ?? 0;
}

/** The stage, and the action in it, that a place of the text belongs to; `null` before the first stage. */
export function nodeAt(places: CodePlaces, offset: number): { stageIndex: number; actionIndex: number | null } | null {
  const [stages, stageIndex, actions, actionIndex] = (places.paths[lastBefore(places, offset)] ?? "").split(SEPARATOR);
  if (stages !== "stages" || stageIndex === undefined) return null;
  const isInAction = actions === "actions" && actionIndex !== undefined;
  return { stageIndex: Number(stageIndex), actionIndex: isInAction ? Number(actionIndex) : null };
}

/** From where a stage or an action begins up to where the next thing outside of it does; `null` when it is not there. */
export function rangeOf(places: CodePlaces, path: IssuePath): { from: number; to: number | null } | null {
  const own = path.join(SEPARATOR);
  const start = indexOf(places).get(own);
  if (start === undefined) return null;
  const end = places.paths.findIndex((other, at) => at > start && !other.startsWith(own + SEPARATOR));
  return { from: places.offsets[start] ?? 0, to: end === -1 ? null : (places.offsets[end] ?? null) };
}

const INDEXES = new WeakMap<CodePlaces, ReadonlyMap<string, number>>();

function indexOf(places: CodePlaces): ReadonlyMap<string, number> {
  const index = INDEXES.get(places) ?? new Map(places.paths.map((path, at) => [path, at]));
  INDEXES.set(places, index);
  return index;
}

function lastBefore({ offsets }: CodePlaces, offset: number): number {
  let low = 0;
  let high = offsets.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((offsets[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
