import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import type { Viewer } from "@/lib/auth/viewer";
import { executionDetail } from "@/lib/contracts/execution-detail";
import { executionPage } from "@/lib/contracts/execution-summary";
import { overview } from "@/lib/contracts/overview";
import { fleet } from "@/lib/contracts/pipeline-summary";
import { testDatabase } from "@/lib/db/testing/test-database";
import { seedDemo } from "@/lib/server/demo/seed-demo";
import { getExecution } from "@/lib/server/executions/get-execution";
import { listExecutions } from "@/lib/server/executions/list-executions";
import { startExecution } from "@/lib/server/executions/start-execution";
import { getOverview } from "./get-overview";
import { listPipelines } from "./list-pipelines";
import { setFavourite } from "./set-favourite";

const { db } = testDatabase();
const viewer: Viewer = { id: randomUUID(), email: "noor@example.com", name: "Noor", role: "operator" };

beforeAll(async () => {
  await seedDemo(Date.now());
});

test("lists every pipeline with its latest run, its last 30 runs and its figures", async () => {
  const all = fleet.parse(await listPipelines(viewer));
  expect(all.matching).toBe(all.pipelines.length);
  expect(all.totals.pipelines).toBe(all.pipelines.length);
  expect(all.totals.includesDemo).toBe(true);
  for (const pipeline of all.pipelines) {
    expect(pipeline.recentRuns.length).toBeLessThanOrEqual(30);
    expect(pipeline.recentRuns.at(-1)?.pipelineExecutionId).toBe(pipeline.latestExecution?.pipelineExecutionId);
    expect(pipeline.figures.successRate).toBeGreaterThan(0);
    expect(pipeline.figures.medianDurationMs).toBeGreaterThan(0);
  }
});

test("narrows the list by name, status, connection and favourites", async () => {
  const [first] = (await listPipelines(viewer)).pipelines;
  if (!first) throw new Error("there is a pipeline");
  const address = { connection: first.connection, pipelineName: first.pipelineName };
  const names = async (filters: Parameters<typeof listPipelines>[1]) =>
    (await listPipelines(viewer, filters)).pipelines.map(({ pipelineName }) => pipelineName);

  expect(await names({ search: first.pipelineName })).toContain(first.pipelineName);
  expect(await names({ search: "100%_nothing" })).toEqual([]);
  expect(await names({ connection: ["elsewhere"] })).toEqual([]);
  expect(await names({ favourites: true })).toEqual([]);
  await setFavourite(viewer, address, { isFavourite: true });
  expect(await names({ favourites: true })).toEqual([first.pipelineName]);
});

test("pages through a history without gaps or repeats, and filters it", async () => {
  const [first] = (await listPipelines(viewer)).pipelines;
  if (!first) throw new Error("there is a pipeline");
  const address = { connection: first.connection, pipelineName: first.pipelineName };
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = executionPage.parse(await listExecutions(viewer, address, cursor ? { cursor } : {}));
    seen.push(...page.executions.map(({ pipelineExecutionId }) => pipelineExecutionId));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  const stored = await db().pipelineExecution.count({ where: { pipeline: { name: first.pipelineName } } });
  expect(new Set(seen).size).toBe(stored);
  expect(seen).toHaveLength(stored);

  const failed = await listExecutions(viewer, address, { status: ["Failed"] });
  expect(failed.executions.every(({ status, failure }) => status === "Failed" && failure !== null)).toBe(true);
  const revision = first.latestExecution?.sourceRevisions[0]?.revisionId ?? "";
  const found = await listExecutions(viewer, address, { revision: revision.slice(0, 7) });
  expect(found.executions.map(({ pipelineExecutionId }) => pipelineExecutionId)).toContain(
    first.latestExecution?.pipelineExecutionId,
  );
});

test("shows an execution with its stages in order, and says what the overview says", async () => {
  const shown = overview.parse(await getOverview(viewer));
  const [latest] = shown.recent;
  if (!latest) throw new Error("there is an execution");
  const detail = executionDetail.parse(await getExecution(viewer, latest));
  expect(detail.stages.map(({ name }) => name)).toEqual(detail.declaration?.stages.map(({ name }) => name));
  expect(detail.stages[0]?.actions[0]?.attempts).toHaveLength(1);
  expect(detail.earlierExecutionId).not.toBeNull();
});

test("demo data cannot be run", async () => {
  const [first] = (await listPipelines(viewer)).pipelines;
  if (!first) throw new Error("there is a pipeline");
  const address = { connection: first.connection, pipelineName: first.pipelineName };
  await expect(startExecution(viewer, address)).rejects.toMatchObject({ code: "conflict" });
});
