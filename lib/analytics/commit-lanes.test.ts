import { describe, expect, it } from "vitest";
import { type LaneInput, type LaneRun, type LaneStageRun, layOutLanes } from "./commit-lanes";

const HOUR = 3_600_000;
const DONE = ["Succeeded"] as const;

interface RunFacts extends Partial<Omit<LaneRun, "revision" | "stages">> {
  readonly commit: string;
  readonly stages?: Readonly<Record<string, Partial<LaneStageRun>>>;
}

/** `hour` is when it started; each stage ends an hour after the one before. */
function run(hour: number, { commit, stages = {}, ...facts }: RunFacts): LaneRun {
  return {
    pipelineExecutionId: `${commit}-${hour}`,
    status: "Succeeded",
    startedAt: hour * HOUR,
    lastUpdatedAt: (hour + 9) * HOUR,
    isRollback: false,
    revision: { revisionId: commit, revisionSummary: null, revisionUrl: null, author: null, committedAt: null },
    stages: new Map(
      Object.entries(stages).map(([name, stage], index) => [
        name,
        { statuses: DONE, isWaitingForApproval: false, lastUpdatedAt: (hour + index + 1) * HOUR, ...stage },
      ]),
    ),
    ...facts,
  };
}

function lane(runs: readonly LaneRun[], inbound: Readonly<Record<string, readonly string[]>> = {}): LaneInput {
  return { stageNames: ["Source", "Build", "Live"], runs, inbound: new Map(Object.entries(inbound)) };
}

function statuses(input: LaneInput) {
  return layOutLanes([input], 50).commits.map(({ revision, cells }) => [
    revision.revisionId,
    ...(cells[0] ?? []).map((cell) => cell?.status ?? null),
  ]);
}

const THROUGH = { Source: {}, Build: {}, Live: {} };

describe("a commit in a stage", () => {
  it("has come as far as its executions did", () => {
    expect(
      statuses(
        lane([
          run(5, { commit: "e", status: "InProgress", stages: { Source: {}, Build: { statuses: ["InProgress"] } } }),
          run(4, {
            commit: "d",
            status: "InProgress",
            stages: { Source: {}, Build: {}, Live: { statuses: ["InProgress"], isWaitingForApproval: true } },
          }),
          run(3, {
            commit: "c",
            status: "Failed",
            stages: { Source: {}, Build: { statuses: ["Succeeded", "Failed"] } },
          }),
          run(2, { commit: "b", stages: THROUGH }),
        ]),
      ),
    ).toEqual([
      ["e", "InProgress", null],
      ["d", "Succeeded", "WaitingForApproval"],
      ["c", "Failed", null],
      ["b", "Succeeded", "Succeeded"],
    ]);
  });

  it("waits in front of the gate, or was overtaken there", () => {
    const waiting = run(2, { commit: "b", status: "InProgress", stages: { Source: {}, Build: {} } });
    expect(
      statuses(
        lane([waiting, run(1, { commit: "a", status: "Superseded", stages: { Source: {}, Build: {} } })], {
          Live: [waiting.pipelineExecutionId],
        }),
      ),
    ).toEqual([
      ["b", "Succeeded", "Queued"],
      ["a", "Succeeded", "Superseded"],
    ]);
  });

  it("was skipped where a later stage ran without it", () => {
    expect(statuses(lane([run(1, { commit: "a", stages: { Source: {}, Live: {} } })]))).toEqual([
      ["a", "Skipped", "Succeeded"],
    ]);
  });

  it("shows the latest of several executions of the same commit", () => {
    expect(
      statuses(
        lane([
          run(9, { commit: "a", stages: THROUGH }),
          run(1, { commit: "a", status: "Failed", stages: { Source: {}, Build: { statuses: ["Failed"] } } }),
        ]),
      ),
    ).toEqual([["a", "Succeeded", "Succeeded"]]);
  });
});

describe("a stage", () => {
  it("is as many commits and hours behind as came after what it holds", () => {
    const { levels } = layOutLanes(
      [
        lane([
          run(30, { commit: "c", status: "InProgress", stages: { Source: {}, Build: {} } }),
          run(20, { commit: "b", status: "Failed", stages: { Source: {}, Build: {}, Live: { statuses: ["Failed"] } } }),
          run(10, { commit: "a", stages: THROUGH }),
        ]),
      ],
      50,
    );
    expect(levels[0]?.[1]).toEqual({ liveRevisionId: "a", behind: { commits: 2, ms: 20 * HOUR } });
  });

  it("holds what a rollback brought back", () => {
    const { levels, commits } = layOutLanes(
      [
        lane([
          run(30, { commit: "a", isRollback: true, stages: { Live: {} } }),
          run(20, { commit: "b", stages: THROUGH }),
          run(10, { commit: "a", stages: THROUGH }),
        ]),
      ],
      50,
    );
    expect(levels[0]?.map(({ liveRevisionId }) => liveRevisionId)).toEqual(["b", "a"]);
    expect(commits[1]?.cells[0]?.[1]).toMatchObject({ status: "Succeeded", isRollback: true });
  });

  it("is empty until something passed it, and older than the list when what it holds is not in it", () => {
    const runs = [
      run(20, { commit: "b", status: "Failed", stages: { Source: {} } }),
      run(10, { commit: "a", stages: THROUGH }),
    ];
    expect(layOutLanes([lane(runs.slice(0, 1))], 50).levels[0]?.[0]).toEqual({ liveRevisionId: null, behind: null });
    const { levels, hasOlder } = layOutLanes([lane(runs)], 1);
    expect(levels[0]?.[1]).toEqual({ liveRevisionId: "a", behind: null });
    expect(hasOlder).toBe(true);
  });
});

it("sorts by when a commit was made, and gives each pipeline its own cells", () => {
  const early = run(1, { commit: "a", stages: THROUGH });
  const late = run(2, { commit: "b", stages: THROUGH });
  const { commits } = layOutLanes(
    [lane([{ ...late, revision: { ...late.revision, committedAt: 0 } }]), lane([early])],
    50,
  );
  expect(commits.map(({ revision }) => revision.revisionId)).toEqual(["a", "b"]);
  expect(commits[0]?.cells.map((row) => row.map((cell) => cell?.status ?? null))).toEqual([
    [null, null],
    ["Succeeded", "Succeeded"],
  ]);
});
