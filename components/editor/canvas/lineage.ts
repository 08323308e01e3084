import { artifactWires } from "@/lib/pipeline/artifacts";
import type { Draft } from "@/lib/pipeline/draft";
import { variableWires } from "@/lib/pipeline/variables";

/** Everything an action depends on and everything that depends on it, through artifacts and variables. */
export interface Lineage {
  /** Keys of the actions, itself among them. */
  readonly actions: ReadonlySet<string>;
}

interface Link {
  readonly from: string;
  readonly to: string;
}

const LINKS = new WeakMap<Draft, readonly Link[]>();
const LINEAGES = new WeakMap<Draft, Map<string, Lineage>>();

/** @returns the same object for the same draft and key */
export function lineageOf(draft: Draft, key: string): Lineage {
  const known = LINEAGES.get(draft) ?? new Map<string, Lineage>();
  LINEAGES.set(draft, known);
  const found = known.get(key);
  if (found) return found;
  const actions = new Set([key, ...lineageSide(draft, key, "upstream"), ...lineageSide(draft, key, "downstream")]);
  const lineage = { actions };
  known.set(key, lineage);
  return lineage;
}

/** What it depends on, or what depends on it, near and far; without itself. */
export function lineageSide(draft: Draft, key: string, side: "upstream" | "downstream"): readonly string[] {
  const next = new Map<string, string[]>();
  for (const { from, to } of linksOf(draft)) {
    const [start, end] = side === "downstream" ? [from, to] : [to, from];
    next.set(start, [...(next.get(start) ?? []), end]);
  }
  const seen = new Set([key]);
  // A Set is walked in insertion order, what is added on the way included.
  for (const at of seen) for (const other of next.get(at) ?? []) seen.add(other);
  seen.delete(key);
  return [...seen];
}

function linksOf(draft: Draft): readonly Link[] {
  const known = LINKS.get(draft);
  if (known) return known;
  const links = [...artifactWires(draft), ...variableWires(draft)].flatMap(({ from, to }) =>
    to.map(({ action }) => ({ from: from.action.key, to: action.key })),
  );
  LINKS.set(draft, links);
  return links;
}
