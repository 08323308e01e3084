import { randomUUID } from "node:crypto";
import { beforeAll, expect, it } from "vitest";
import type { Viewer } from "@/lib/auth/viewer";
import { stageComparison } from "@/lib/contracts/stage-comparison";
import { testDatabase } from "@/lib/db/testing/test-database";
import { compareStage } from "./compare-stage";

const { db } = testDatabase();
const viewer: Viewer = { id: randomUUID(), email: "noor@example.com", name: "Noor", role: "viewer" };
const STARTED_AT = Date.parse("2026-09-15T08:00:00.000Z");
const MINUTE = 60_000;

type ActionStatus = "Succeeded" | "Failed" | "InProgress";
let pipelineId: string;

beforeAll(async () => {
  const { id: connectionId } = await db().connection.create({
    data: { slug: "local", name: "Local engine", region: "us-east-1", credentialSource: "local-engine" },
  });
  const action = (name: string) => ({
    name,
    actionTypeId: { category: "Deploy", owner: "AWS", provider: "CodeDeploy", version: "1" },
  });
  const pipeline = await db().pipeline.create({
    data: {
      connectionId,
      name: "shop-api",
      liveVersion: 1,
      liveDeclaration: {
        name: "shop-api",
        roleArn: "arn:aws:iam::000000000000:role/penstock",
        stages: [{ name: "Production", actions: [action("Approve"), action("Deploy")] }],
      },
    },
  });
  pipelineId = pipeline.id;
});

/** An execution that began so many minutes after the first, with the attempts of its actions in Production. */
async function execution(minute: number, revisionId: string, attempts: readonly [string, ActionStatus][]) {
  const pipelineExecutionId = randomUUID();
  const startedAt = new Date(STARTED_AT + minute * MINUTE);
  await db().pipelineExecution.create({
    data: {
      pipelineId,
      pipelineExecutionId,
      status: "InProgress",
      startedAt,
      lastUpdatedAt: startedAt,
      sourceRevisions: [{ actionName: "Source", revisionId, revisionSummary: null, revisionUrl: null }],
      actions: {
        create: attempts.map(([actionName, status], index) => ({
          actionExecutionId: randomUUID(),
          stageName: "Production",
          actionName,
          category: "Deploy",
          owner: "AWS",
          provider: "CodeDeploy",
          status,
          startedAt: new Date(startedAt.getTime() + index * 1_000),
          lastUpdatedAt: new Date(startedAt.getTime() + (index + 1) * 1_000),
        })),
      },
    },
  });
  return pipelineExecutionId;
}

/** What the source told of an execution's change. */
function source(pipelineExecutionId: string, name: string) {
  const at = new Date(STARTED_AT);
  return {
    pipelineId,
    pipelineExecutionId,
    actionExecutionId: randomUUID(),
    stageName: "Source",
    actionName: "Source",
    category: "Source",
    owner: "AWS",
    provider: "CodeStarSourceConnection",
    status: "Succeeded",
    startedAt: at,
    lastUpdatedAt: at,
    output: { outputVariables: { AuthorDisplayName: name } },
  };
}

it("compares with the last execution whose every action of the stage succeeded, and lists what came since", async () => {
  await execution(0, "old", [
    ["Approve", "Succeeded"],
    ["Deploy", "Succeeded"],
  ]);
  const live = await execution(1, "live", [
    ["Approve", "Succeeded"],
    ["Deploy", "Failed"],
    ["Deploy", "Succeeded"],
  ]);
  const rejected = await execution(2, "rejected", [["Approve", "Failed"]]);
  // Stopped after its approval: all it did succeeded, but the stage never held it.
  const halfway = await execution(3, "halfway", [["Approve", "Succeeded"]]);
  const waiting = await execution(4, "waiting", [["Approve", "InProgress"]]);
  await execution(5, "newer", []);
  await db().actionExecution.create({ data: source(waiting, "Tom") });

  const comparison = stageComparison.parse(
    await compareStage(
      viewer,
      { connection: "local", pipelineName: "shop-api", pipelineExecutionId: waiting },
      "Production",
    ),
  );
  expect(comparison.live?.pipelineExecutionId).toBe(live);
  expect(comparison.live?.sourceRevisions[0]?.revisionId).toBe("live");
  expect(comparison.authors).toEqual(["Tom"]);
  expect(comparison.ships.map(({ authors }) => authors)).toEqual([["Tom"], [], []]);
  expect(comparison.ships.map(({ pipelineExecutionId }) => pipelineExecutionId)).toEqual([waiting, halfway, rejected]);
});

it("says so when nothing got through the stage yet", async () => {
  const waiting = await execution(6, "first", [["Sign", "InProgress"]]);
  const address = { connection: "local", pipelineName: "shop-api", pipelineExecutionId: waiting };
  expect(await compareStage(viewer, address, "Elsewhere")).toEqual({ authors: [], live: null, ships: [] });
});

it("names the execution it does not know", async () => {
  const address = { connection: "local", pipelineName: "shop-api", pipelineExecutionId: randomUUID() };
  await expect(compareStage(viewer, address, "Production")).rejects.toMatchObject({ code: "not_found" });
});
