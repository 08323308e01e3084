import type { IssuePath } from "../validation/issue";
import { parseGlob } from "./glob";

/** The lists of one criterion of a filter. */
export interface Patterns {
  readonly includes?: readonly string[] | undefined;
  readonly excludes?: readonly string[] | undefined;
}

/** What decided about one value: a line of the filter, or that no line of the includes holds for it. */
export interface PatternDecision {
  readonly value: string;
  readonly isAccepted: boolean;
  /** Of the line that decided, such as `["branches", "excludes", 0]`; null when no line holds. */
  readonly path: IssuePath | null;
  readonly pattern: string | null;
}

/**
 * Decides about one value. Excludes win; without includes everything that is not excluded is accepted. A line that is
 * no pattern holds for nothing.
 */
export function explainPatterns(
  value: string,
  { includes = [], excludes = [] }: Patterns,
  place: IssuePath,
): PatternDecision {
  const excluded = excludes.findIndex((pattern) => holds(pattern, value));
  if (excluded >= 0) return decision(value, false, [...place, "excludes", excluded], excludes[excluded]);
  if (includes.length === 0) return decision(value, true, null, undefined);
  const included = includes.findIndex((pattern) => holds(pattern, value));
  return included >= 0
    ? decision(value, true, [...place, "includes", included], includes[included])
    : decision(value, false, null, undefined);
}

function decision(
  value: string,
  isAccepted: boolean,
  path: IssuePath | null,
  pattern: string | undefined,
): PatternDecision {
  return { value, isAccepted, path, pattern: pattern ?? null };
}

function holds(pattern: string, value: string): boolean {
  return parseGlob(pattern)?.matches(value) ?? false;
}
