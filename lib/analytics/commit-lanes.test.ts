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
    isDelivery: true,
    revision: { revisionId: commit, revisionSummary: null, revisionUrl: null, author: null, committedAt: null },
    stages: new Map(
      Object.entries(stages).map(([name, stage], index) => [
        name,
        {
          statuses: DONE,
          isWaitingForApproval: false,
          startedAt: (hour + index) * HOUR,
          lastUpdatedAt: (hour + index + 1) * HOUR,
          ...stage,
        },
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

  it("is empty until something passed it, and is counted also where what it holds is older than the list", () => {
    const runs = [
      run(20, { commit: "b", status: "Failed", stages: { Source: {} } }),
      run(10, { commit: "a", stages: THROUGH }),
    ];
    expect(layOutLanes([lane(runs.slice(0, 1))], 50).levels[0]?.[0]).toEqual({ liveRevisionId: null, behind: null });
    const { levels, hasOlder } = layOutLanes([lane(runs)], 1);
    expect(levels[0]?.[1]).toEqual({ liveRevisionId: "a", behind: { commits: 1, ms: 10 * HOUR } });
    expect(hasOlder).toBe(true);
  });
});

describe("the order of commits", () => {
  const order = (input: readonly LaneInput[]) =>
    layOutLanes(input, 50).commits.map(({ revision }) => revision.revisionId);
  const committed = (one: LaneRun, hour: number): LaneRun => ({
    ...one,
    revision: { ...one.revision, committedAt: hour * HOUR },
  });

  it("is that in which the source delivered them, with each pipeline's own cells", () => {
    const early = run(1, { commit: "a", stages: THROUGH });
    const late = run(2, { commit: "b", stages: THROUGH });
    const { commits } = layOutLanes([lane([late]), lane([run(5, { commit: "a", status: "InProgress" }), early])], 50);
    expect(commits.map(({ revision, at }) => [revision.revisionId, at / HOUR])).toEqual([
      ["b", 2],
      ["a", 1],
    ]);
    expect(commits[1]?.cells.map((row) => row.map((cell) => cell?.status ?? null))).toEqual([
      [null, null],
      ["Succeeded", "Succeeded"],
    ]);
  });

  it("puts a merge of older work, and the tip of a forced push, on top of what they came after", () => {
    const runs = [
      committed(run(30, { commit: "forced", stages: { Source: {} } }), 5),
      committed(run(20, { commit: "live", stages: THROUGH }), 19),
      committed(run(10, { commit: "old", stages: THROUGH }), 9),
    ];
    expect(order([lane(runs)])).toEqual(["forced", "live", "old"]);
    const { levels } = layOutLanes([lane(runs)], 50);
    expect(levels[0]?.[1]).toEqual({ liveRevisionId: "live", behind: { commits: 1, ms: 10 * HOUR } });
  });

  it("keeps what only a person started out of every count: it may be from another history", () => {
    const hotfix = committed(run(40, { commit: "hotfix", isDelivery: false, stages: THROUGH }), 15);
    const line = [run(30, { commit: "c", stages: { Source: {} } }), run(10, { commit: "a", stages: THROUGH })];
    const { commits, levels } = layOutLanes([lane([hotfix, ...line])], 50);
    expect(commits.map(({ revision, isAside }) => [revision.revisionId, isAside])).toEqual([
      ["c", false],
      ["hotfix", true],
      ["a", false],
    ]);
    expect(levels[0]?.[1]).toEqual({ liveRevisionId: "hotfix", behind: null });
    const back = run(50, { commit: "a", isDelivery: false, stages: THROUGH });
    expect(layOutLanes([lane([back, hotfix, ...line])], 50).levels[0]?.[1]?.behind).toEqual({
      commits: 1,
      ms: 20 * HOUR,
    });
  });

  it("is by date where people start everything", () => {
    const byHand = (hour: number, commit: string, at: number) =>
      committed(run(hour, { commit, isDelivery: false, stages: THROUGH }), at);
    const { commits, levels } = layOutLanes([lane([byHand(9, "a", 1), byHand(8, "b", 2)])], 50);
    expect(commits.map(({ revision, isAside }) => [revision.revisionId, isAside])).toEqual([
      ["b", false],
      ["a", false],
    ]);
    expect(levels[0]?.[1]).toMatchObject({ liveRevisionId: "a", behind: { commits: 1 } });
  });
});

it("lays 500 commits of eight pipelines out in well under a second", () => {
  const runs = Array.from({ length: 500 }, (_none, index) =>
    run(index, { commit: `c${index}`, stages: THROUGH }),
  ).toReversed();
  const before = process.cpuUsage();
  const { commits } = layOutLanes(
    Array.from({ length: 8 }, () => lane(runs)),
    500,
  );
  expect(commits).toHaveLength(500);
  expect(process.cpuUsage(before).user / 1000).toBeLessThan(1_000);
});
