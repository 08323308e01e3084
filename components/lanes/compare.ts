import type { CommitLanes, LaneCommit } from "@/lib/contracts/commit-lanes";

/** One side of a comparison: what a stage holds, or a commit itself. */
export type End =
  | { readonly kind: "stage"; readonly connection: string; readonly pipelineName: string; readonly stageName: string }
  | { readonly kind: "commit"; readonly revisionId: string };

export type CompareResult =
  /** A side names what is not on the page, such as a stage that was renamed. */
  | { readonly kind: "unknown"; readonly end: End }
  | { readonly kind: "empty"; readonly end: End }
  /** Older than the listed commits. */
  | { readonly kind: "unlisted"; readonly end: End; readonly revisionId: string }
  | { readonly kind: "same"; readonly commit: LaneCommit }
  | {
      readonly kind: "apart";
      readonly newer: LaneCommit;
      readonly older: LaneCommit;
      /** Newest first: the newer one and what came after the older one, without commits that were started by hand. */
      readonly between: readonly LaneCommit[];
      /** By how many commits they wrote, then by name. */
      readonly authors: readonly { readonly name: string; readonly commits: number }[];
      /** False when a side was started by hand: the dates alone put it where it is. */
      readonly isKnownLine: boolean;
    };

const COMMIT = "commit:";

/** For the query string: `connection/pipelineName/stage`, or `commit:revisionId`. No name of these has a slash. */
export function endToText(end: End): string {
  return end.kind === "commit"
    ? `${COMMIT}${end.revisionId}`
    : [end.connection, end.pipelineName, end.stageName].join("/");
}

export function endFromText(text: string): End | null {
  if (text.startsWith(COMMIT)) {
    const revisionId = text.slice(COMMIT.length);
    return revisionId ? { kind: "commit", revisionId } : null;
  }
  const [connection, pipelineName, stageName, ...rest] = text.split("/");
  if (!connection || !pipelineName || !stageName || rest.length > 0) return null;
  return { kind: "stage", connection, pipelineName, stageName };
}

/** What lies between two sides, in the order in which the source delivered its commits. */
export function compareEnds(lanes: CommitLanes, [first, second]: readonly [End, End]): CompareResult {
  const a = locate(lanes, first);
  if (a.kind !== "at") return a;
  const b = locate(lanes, second);
  if (b.kind !== "at") return b;
  const [newerIndex, olderIndex] = [Math.min(a.index, b.index), Math.max(a.index, b.index)];
  const newer = lanes.commits[newerIndex];
  const older = lanes.commits[olderIndex];
  if (!newer || !older || newerIndex === olderIndex) return { kind: "same", commit: newer ?? a.commit };
  const between = lanes.commits.slice(newerIndex, olderIndex).filter((commit) => !commit.isAside || commit === newer);
  return {
    kind: "apart",
    newer,
    older,
    between,
    authors: authorsOf(between),
    isKnownLine: !newer.isAside && !older.isAside,
  };
}

type Located = { readonly kind: "at"; readonly index: number; readonly commit: LaneCommit } | CompareResult;

function locate({ lanes, commits }: CommitLanes, end: End): Located {
  if (end.kind === "commit") return locateRevision(commits, end, end.revisionId);
  const lane = lanes.find((one) => one.connection === end.connection && one.pipelineName === end.pipelineName);
  const stage = lane?.stages.find(({ name }) => name === end.stageName);
  if (!stage) return { kind: "unknown", end };
  return stage.liveRevisionId === null ? { kind: "empty", end } : locateRevision(commits, end, stage.liveRevisionId);
}

function locateRevision(commits: readonly LaneCommit[], end: End, revisionId: string): Located {
  const index = commits.findIndex((commit) => commit.revisionId === revisionId);
  const commit = commits[index];
  return commit ? { kind: "at", index, commit } : { kind: "unlisted", end, revisionId };
}

function authorsOf(commits: readonly LaneCommit[]): { readonly name: string; readonly commits: number }[] {
  const counts = new Map<string, number>();
  for (const { author } of commits) if (author) counts.set(author, (counts.get(author) ?? 0) + 1);
  return [...counts]
    .map(([name, count]) => ({ name, commits: count }))
    .toSorted((a, b) => b.commits - a.commits || a.name.localeCompare(b.name));
}
