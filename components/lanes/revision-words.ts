import type { RevisionKind } from "@/lib/contracts/commit-lanes";

const WORDS = {
  commit: ["commit", "commits"],
  image: ["image", "images"],
  version: ["version", "versions"],
} as const satisfies Record<RevisionKind, readonly [string, string]>;

/** "1 commit", "4 images". */
export function countRevisions(kind: RevisionKind, count: number): string {
  const [one, many] = WORDS[kind];
  return `${count} ${count === 1 ? one : many}`;
}

/** "Commit", as the head of a column. */
export function revisionHeading(kind: RevisionKind): string {
  const [one] = WORDS[kind];
  return one.charAt(0).toUpperCase() + one.slice(1);
}
