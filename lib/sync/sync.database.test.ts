import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { FakeClock } from "@/lib/clock";
import { createConnection } from "@/lib/db/connections";
import { CHANGES_CHANNEL } from "@/lib/db/live-changes";
import { testDatabase } from "@/lib/db/testing/test-database";
import { TEST_CONNECTION } from "@/lib/db/testing/test-connection";
import { syncKnownExecution } from "./run-jobs";
import { syncConnection } from "./sync-connection";
import type { SyncTarget } from "./sync-target";
import { scriptedService, serviceError } from "./testing/scripted-service";

const { db, url } = testDatabase();

interface FakeExecution {
  id: string;
  status: string;
  startedAt: number;
  lastUpdatedAt: number;
}

const START = Date.UTC(2026, 8, 15, 9) / 1000;
let listener: pg.Client;
let announced: string[][];

beforeEach(async () => {
  await db().connection.deleteMany();
  announced = [];
  listener = new pg.Client({ connectionString: url() });
  await listener.connect();
  await listener.query(`LISTEN ${CHANGES_CHANNEL}`);
  listener.on("notification", ({ payload }) => announced.push(...JSON.parse(payload ?? "{}").keys));
});

afterEach(() => listener.end());

test("copies definitions, executions, their actions and the state, and announces each once", async () => {
  const history = executions(3);
  const { target } = await connect(service(history));
  await syncConnection(target);

  expect(await db().pipeline.findMany({ select: { name: true, liveVersion: true } })).toEqual([
    { name: "shop", liveVersion: 4 },
  ]);
  const stored = await db().pipelineExecution.findMany({ orderBy: { startedAt: "desc" }, include: { actions: true } });
  expect(stored.map(({ pipelineExecutionId, status }) => [pipelineExecutionId, status])).toEqual(
    history.map(({ id, status }) => [id, status]),
  );
  expect(stored[0]?.actions[0]).toMatchObject({ actionName: "Compile", provider: "CodeBuild", status: "Succeeded" });
  expect(stored[0]?.variables).toEqual([{ name: "TAG", resolvedValue: "v1" }]);
  expect(announced).toContainEqual(["pipelines", "test", "shop", "executions"]);

  announced = [];
  await syncConnection(target);
  expect(announced).toEqual([]);
});

test("keeps roll-ups of finished executions", async () => {
  const { target } = await connect(service(executions(3)));
  await syncConnection(target);
  const stats = await db().dailyStat.findMany({ where: { stageName: "" } });
  expect(stats.map(({ succeeded, failed }) => ({ succeeded, failed }))).toEqual([{ succeeded: 3, failed: 0 }]);
});

test("stops listing at a page without news, and reads everything while the first listing was cut short", async () => {
  const history = executions(250);
  const scripted = service(history, { failAt: "page-2" });
  const { target } = await connect(scripted);
  await expect(syncConnection(target)).rejects.toMatchObject({ code: "throttled" });
  expect(await db().pipelineExecution.count()).toBe(100);
  expect((await db().connection.findFirstOrThrow()).health).toBe("throttled");

  scripted.repair();
  await syncConnection(target);
  expect(await db().pipelineExecution.count()).toBe(250);
  expect(await db().pipelineExecution.count({ where: { syncedAt: null } })).toBe(0);

  const before = scripted.calls.length;
  await syncConnection(target);
  expect(scripted.calls.slice(before)).toEqual(["ListPipelines", "ListPipelineExecutions", "GetPipelineState"]);
});

test("an event brings one execution up to date, and a late reading of an earlier status changes nothing", async () => {
  const history = executions(2);
  const [newest] = history;
  if (!newest) throw new Error("there is a newest execution");
  Object.assign(newest, { status: "InProgress" });
  const { target } = await connect(service(history));
  await syncConnection(target);

  Object.assign(newest, { status: "Failed", lastUpdatedAt: newest.lastUpdatedAt + 60 });
  await syncKnownExecution(target, { pipelineName: "shop", pipelineExecutionId: newest.id });
  expect(await statusOf(newest.id)).toBe("Failed");

  Object.assign(newest, { status: "InProgress", lastUpdatedAt: newest.lastUpdatedAt - 60 });
  await syncKnownExecution(target, { pipelineName: "shop", pipelineExecutionId: newest.id });
  expect(await statusOf(newest.id)).toBe("Failed");
});

test("tells the approvals of a change of any execution, which may be the one that waits behind", async () => {
  const history = executions(2);
  const [newest] = history;
  if (!newest) throw new Error("there is a newest execution");
  const { target } = await connect(service(history));
  await syncConnection(target);
  announced = [];
  Object.assign(newest, { status: "Failed", lastUpdatedAt: newest.lastUpdatedAt + 60 });
  await syncKnownExecution(target, { pipelineName: "shop", pipelineExecutionId: newest.id });
  await expect.poll(() => announced).toContainEqual(["approvals"]);
});

test("marks a pipeline that the connection no longer has, and keeps its history", async () => {
  const scripted = service(executions(1));
  const { target } = await connect(scripted);
  await syncConnection(target);
  scripted.removePipeline();
  await syncConnection(target);
  const pipeline = await db().pipeline.findFirstOrThrow({ include: { executions: true } });
  expect(pipeline.deletedAt).not.toBeNull();
  expect(pipeline.liveVersion).toBeNull();
  expect(pipeline.executions).toHaveLength(1);
});

async function statusOf(pipelineExecutionId: string): Promise<string> {
  return (await db().pipelineExecution.findFirstOrThrow({ where: { pipelineExecutionId } })).status;
}

async function connect(scripted: ReturnType<typeof service>): Promise<{ target: SyncTarget }> {
  const connection = await createConnection(db(), TEST_CONNECTION);
  const clock = new FakeClock(Date.UTC(2026, 8, 15, 12));
  return { target: { db: db(), connection, clients: scripted.clients, clock } };
}

/** Newest first, as the service lists them. */
function executions(count: number): FakeExecution[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `00000000-0000-4000-8000-${String(count - index).padStart(12, "0")}`,
    status: "Succeeded",
    startedAt: START - index * 60,
    lastUpdatedAt: START - index * 60 + 30,
  }));
}

/** One pipeline, `shop`, with the given history, in pages as small as asked for. */
function service(history: readonly FakeExecution[], { failAt }: { failAt?: string } = {}) {
  let failing = failAt;
  let hasPipeline = true;
  const pages = <Item>(items: readonly Item[], input: Record<string, unknown>) => {
    const from = Number(input["nextToken"] ?? 0);
    const to = from + Number(input["maxResults"] ?? 100);
    return { items: items.slice(from, to), ...(to < items.length ? { nextToken: String(to) } : {}) };
  };
  const action = (execution: FakeExecution) => ({
    pipelineExecutionId: execution.id,
    actionExecutionId: `action-of-${execution.id}`,
    pipelineVersion: 4,
    stageName: "Build",
    actionName: "Compile",
    startTime: execution.startedAt,
    lastUpdateTime: execution.lastUpdatedAt,
    status: execution.status === "InProgress" ? "InProgress" : "Succeeded",
    input: { actionTypeId: { category: "Build", owner: "AWS", provider: "CodeBuild", version: "1" } },
    output: {},
  });
  const scripted = scriptedService({
    ListPipelines: () => ({ pipelines: hasPipeline ? [{ name: "shop", version: 4, updated: START }] : [] }),
    GetPipeline: () => ({
      pipeline: { name: "shop", roleArn: "arn:aws:iam::123456789012:role/pipeline", version: 4, stages: [] },
    }),
    GetPipelineState: () => ({ pipelineName: "shop", stageStates: [] }),
    ListPipelineExecutions(input) {
      if (failing === "page-2" && input["nextToken"]) return serviceError("ThrottlingException", "Rate exceeded");
      const { items, ...rest } = pages(history, input);
      const pipelineExecutionSummaries = items.map((execution) => ({
        pipelineExecutionId: execution.id,
        status: execution.status,
        startTime: execution.startedAt,
        lastUpdateTime: execution.lastUpdatedAt,
      }));
      return { pipelineExecutionSummaries, ...rest };
    },
    GetPipelineExecution: (input) => ({
      pipelineExecution: {
        pipelineExecutionId: input["pipelineExecutionId"],
        pipelineVersion: 4,
        variables: [{ name: "TAG", resolvedValue: "v1" }],
      },
    }),
    ListActionExecutions(input) {
      const filter = input["filter"] as { pipelineExecutionId?: string } | undefined; // as the SDK encodes it
      const wanted = history.filter(({ id }) => !filter?.pipelineExecutionId || filter.pipelineExecutionId === id);
      const { items, ...rest } = pages(wanted, input);
      return { actionExecutionDetails: items.map(action), ...rest };
    },
  });
  return {
    ...scripted,
    repair: () => (failing = undefined),
    removePipeline: () => (hasPipeline = false),
  };
}
