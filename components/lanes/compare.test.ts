import { expect, test } from "vitest";
import type { CommitLanes, LaneCommit } from "@/lib/contracts/commit-lanes";
import { compareEnds, type End, endFromText, endToText } from "./compare";

const staging = stage("Staging");
const production = stage("Production");
const lanes = lanesOf(["d", "hotfix", "c", "b", "a"], { Staging: "d", Production: "b", Empty: null, Old: "z" });

test("tells what one stage has and the other has not, whichever is named first, with who wrote it", () => {
  for (const ends of [
    [staging, production],
    [production, staging],
  ] as const) {
    const result = compareEnds(lanes, ends);
    expect(result).toMatchObject({
      kind: "apart",
      newer: { revisionId: "d" },
      older: { revisionId: "b" },
      isKnownLine: true,
      authors: [
        { name: "Ana", commits: 1 },
        { name: "Tom", commits: 1 },
      ],
    });
    expect(result.kind === "apart" && result.between.map(({ revisionId }) => revisionId)).toEqual(["d", "c"]);
  }
});

test("compares commits too, and does not claim to know the line of one that was started by hand", () => {
  const hotfix: End = { kind: "commit", revisionId: "hotfix" };
  const result = compareEnds(lanes, [hotfix, production]);
  expect(result).toMatchObject({ kind: "apart", isKnownLine: false });
  expect(result.kind === "apart" && result.between.map(({ revisionId }) => revisionId)).toEqual(["hotfix", "c"]);
  expect(compareEnds(lanes, [hotfix, hotfix])).toMatchObject({ kind: "same" });
});

test("says which side it cannot compare, and why", () => {
  expect(compareEnds(lanes, [staging, stage("Empty")])).toMatchObject({ kind: "empty", end: { stageName: "Empty" } });
  expect(compareEnds(lanes, [stage("Old"), staging])).toMatchObject({ kind: "unlisted", revisionId: "z" });
  expect(compareEnds(lanes, [stage("Gone"), staging])).toMatchObject({ kind: "unknown", end: { stageName: "Gone" } });
});

test.each([staging, { kind: "commit", revisionId: "sha256:00/ä:b" } as const])("an address keeps %j", (end) => {
  expect(endFromText(endToText(end))).toEqual(end);
});

test.each(["", "a/b", "a/b/c/d", "commit:", "//x"])("an address such as %j names nothing", (text) => {
  expect(endFromText(text)).toBeNull();
});

function stage(stageName: string): End {
  return { kind: "stage", connection: "local", pipelineName: "shop", stageName };
}

/** `ids` newest first. */
function lanesOf(ids: readonly string[], live: Readonly<Record<string, string | null>>): CommitLanes {
  const commits = ids.map((revisionId): LaneCommit => ({
    revisionId,
    revisionSummary: null,
    revisionUrl: null,
    author: revisionId === "c" ? "Tom" : "Ana",
    at: "2026-09-15T08:00:00.000Z",
    isAside: revisionId === "hotfix",
    cells: [],
  }));
  const stages = Object.entries(live).map(([name, liveRevisionId]) => ({
    name,
    transition: null,
    deploys: true,
    liveRevisionId,
    behind: null,
  }));
  return {
    sources: [],
    source: "shop, main",
    followers: [],
    kind: "commit",
    lanes: [
      { connection: "local", connectionName: "Local", pipelineName: "shop", isDemo: false, syncedAt: null, stages },
    ],
    commits,
    hasOlder: true,
  };
}
