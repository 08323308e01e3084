import { randomUUID } from "node:crypto";
import pg from "pg";
import { beforeAll, expect, test, vi } from "vitest";
import type { Viewer } from "@/lib/auth/viewer";
import { executionDetail } from "@/lib/contracts/execution-detail";
import { executionPage } from "@/lib/contracts/execution-summary";
import { overview } from "@/lib/contracts/overview";
import { type FleetPipeline, fleet, fleetRows } from "@/lib/contracts/fleet";
import { pipelineList } from "@/lib/contracts/pipeline-summary";
import { testDatabase } from "@/lib/db/testing/test-database";
import { seedDemo } from "@/lib/server/demo/seed-demo";
import { findByShortId } from "@/lib/server/executions/find-by-short-id";
import { getExecution } from "@/lib/server/executions/get-execution";
import { listExecutions } from "@/lib/server/executions/list-executions";
import { startExecution } from "@/lib/server/executions/start-execution";
import { getFleet, getFleetRows } from "./get-fleet";
import { getOverview } from "./get-overview";
import { listPipelines } from "./list-pipelines";
import { setFavourite } from "./set-favourite";
import { setTags } from "./set-tags";

const { db } = testDatabase();
const viewer: Viewer = { id: randomUUID(), email: "noor@example.com", name: "Noor", role: "operator" };

beforeAll(async () => {
  await seedDemo(Date.now());
});

test("lists every pipeline with its latest run, its last 30 runs and its figures", async () => {
  const all = fleet.parse(await getFleet(viewer));
  expect(all.more).toBe(0);
  expect(all.pipelines).toHaveLength(await db().pipeline.count());
  expect(all.figures.finished).toBeGreaterThan(0);
  for (const { recentRuns, latestRun, figures, waiting, tags } of all.pipelines) {
    expect(recentRuns.durationsMs).toHaveLength(30);
    expect(recentRuns.results).toHaveLength(30);
    expect(recentRuns.shortIds.slice(-8)).toBe(latestRun?.pipelineExecutionId.slice(0, 8));
    expect(latestRun?.revisions[0]?.revisionSummary).not.toContain("\n");
    expect(figures.successRate).toBeGreaterThan(0);
    expect(figures.medianDurationMs).toBeGreaterThan(0);
    expect(waiting?.isForViewer ?? false).toBe(false);
    expect(tags).toEqual({});
  }
});

test("reads some rows of the fleet again, each the same as in the whole, and leaves out what is gone", async () => {
  const { pipelines } = await getFleet(viewer);
  const [first, second] = pipelines;
  if (!first || !second) throw new Error("there are two pipelines");
  const again = await getFleetRows(viewer, [second, { connection: "demo", pipelineName: "gone" }, first]);
  const timeless = ({ recentRuns: { shortIds, results }, ...row }: FleetPipeline) => ({
    ...row,
    recentRuns: { shortIds, results },
  });
  expect(fleetRows.parse(again).pipelines.map(timeless)).toEqual([first, second].map(timeless));
});

test("asks the database as often for one pipeline as for all", async () => {
  const [first] = (await getFleet(viewer)).pipelines;
  if (!first) throw new Error("there is a pipeline");
  const whole = await countQueries(() => getFleet(viewer));
  const one = await countQueries(() => getFleetRows(viewer, [first]));
  // The whole also has the figures of all together.
  expect(whole).toBe(one + 1);
  expect(whole).toBeLessThanOrEqual(6);
});

test("tells favourites and tags, and finds pipelines by name, connection and commit", async () => {
  const [first] = (await getFleet(viewer)).pipelines;
  if (!first) throw new Error("there is a pipeline");
  const address = { connection: first.connection, pipelineName: first.pipelineName };
  await setFavourite(viewer, address, { isFavourite: true });
  await setTags({ ...viewer, role: "editor" }, address, { tags: [{ key: "team", value: "shop" }] });
  const [row] = (await getFleetRows(viewer, [address])).pipelines;
  expect(row).toMatchObject({ isFavourite: true, tags: { team: "shop" } });
  const [others] = (await getFleetRows({ ...viewer, id: randomUUID() }, [address])).pipelines;
  expect(others?.isFavourite).toBe(false);

  const names = async (filters: Parameters<typeof listPipelines>[1]) =>
    pipelineList.parse(await listPipelines(viewer, filters)).pipelines.map(({ pipelineName }) => pipelineName);
  expect(await names({ search: first.pipelineName })).toContain(first.pipelineName);
  expect(await names({ search: first.latestRun?.revisions[0]?.revisionId ?? "" })).toContain(first.pipelineName);
  expect(await names({ search: "100%_nothing" })).toEqual([]);
  expect(await names({ connection: ["elsewhere"] })).toEqual([]);
});

test("finds an execution by the eight characters that lists send", async () => {
  const [first] = (await getFleet(viewer)).pipelines;
  if (!first?.latestRun) throw new Error("there is a pipeline that ran");
  const { pipelineExecutionId } = first.latestRun;
  const find = (id: string) => findByShortId(viewer, { ...first, pipelineExecutionId: id });
  expect(await find(pipelineExecutionId.slice(0, 8))).toBe(pipelineExecutionId);
  expect(await find("00000000")).toBeNull();
  expect(await find(pipelineExecutionId)).toBeNull();
});

test("pages through a history without gaps or repeats, and filters it", async () => {
  const [first] = (await getFleet(viewer)).pipelines;
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
  const revision = first.latestRun?.revisions[0]?.revisionId ?? "";
  const found = await listExecutions(viewer, address, { revision: revision.slice(0, 7) });
  expect(found.executions.map(({ pipelineExecutionId }) => pipelineExecutionId)).toContain(
    first.latestRun?.pipelineExecutionId,
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
  const [first] = (await getFleet(viewer)).pipelines;
  if (!first) throw new Error("there is a pipeline");
  const address = { connection: first.connection, pipelineName: first.pipelineName };
  await expect(startExecution(viewer, address)).rejects.toMatchObject({ code: "conflict" });
});

/** How many statements a use case sends to PostgreSQL. */
async function countQueries(work: () => Promise<unknown>): Promise<number> {
  const spy = vi.spyOn(pg.Client.prototype, "query");
  await work();
  const count = spy.mock.calls.length;
  spy.mockRestore();
  return count;
}
