import type { Refs } from "./read-refs";

/** The branches and tags of a repository as far as change detection has dealt with them. Kept across restarts. */
export interface SeenRefs {
  /** Goes up with each save, so that what starts because of one change is told from the next like it. */
  readonly generation: number;
  readonly refs: Refs;
}

/** By where a repository is: its path or URL as it was registered. */
export interface SeenRefsTable {
  findSeenRefs(repository: string): Promise<SeenRefs | null>;
  saveSeenRefs(repository: string, seen: SeenRefs): Promise<void>;
  /** Forgets all but these: what happens while nobody follows a repository starts nothing later. */
  keepSeenRefs(repositories: readonly string[]): Promise<void>;
}

/** A ref that points elsewhere than before, or is new. */
export interface RefChange {
  readonly kind: "branch" | "tag";
  readonly name: string;
  /** Null for a new one. */
  readonly from: string | null;
  readonly to: string;
}

/** What has been pushed between two looks. What is gone is no change. */
export function changedRefs(before: Refs, now: Refs): readonly RefChange[] {
  return Object.entries(now).flatMap(([ref, to]) => {
    const [, kind, name] = /^refs\/(heads|tags)\/(.+)$/.exec(ref) ?? [];
    const from = before[ref] ?? null;
    if (name === undefined || from === to) return [];
    return [{ kind: kind === "heads" ? "branch" : "tag", name, from, to } as const];
  });
}
