import { beforeEach, expect, test } from "vitest";
import { FakeClock } from "@/lib/clock";
import { createConnection } from "@/lib/db/connections";
import { storePipelineTags } from "@/lib/db/pipeline-tags";
import { testDatabase } from "@/lib/db/testing/test-database";
import { TEST_CONNECTION } from "@/lib/db/testing/test-connection";
import { syncConnection } from "./sync-connection";
import { scriptedService, serviceError } from "./testing/scripted-service";

const { db } = testDatabase();
const ARN = "arn:aws:codepipeline:eu-west-1:123456789012:shop";
const MINUTE_MS = 60_000;

beforeEach(async () => {
  await db().connection.deleteMany();
});

test("copies tags with the definition, and reads them again after a quarter of an hour", async () => {
  let tags = [{ key: "team", value: "shop" }];
  const { sync, calls, clock, storedTags } = await connect(() => ({ tags }));
  await sync();
  expect(await storedTags()).toEqual([{ key: "team", value: "shop" }]);

  tags = [
    { key: "team", value: "basket" },
    { key: "penstock:folder", value: "shop/web" },
  ];
  await sync();
  expect(await storedTags()).toEqual([{ key: "team", value: "shop" }]);
  clock.advance(16 * MINUTE_MS);
  await sync();
  expect(await storedTags()).toEqual([
    { key: "penstock:folder", value: "shop/web" },
    { key: "team", value: "basket" },
  ]);
  expect(calls.filter((call) => call === "ListTagsForResource")).toHaveLength(2);
});

test("goes on without tags where the role may not read them, and does not ask in every pass", async () => {
  const { sync, calls, storedTags } = await connect(() => serviceError("AccessDeniedException", "not authorized"));
  await sync();
  await sync();
  expect(await storedTags()).toBeNull();
  expect((await db().connection.findFirstOrThrow()).health).toBe("ok");
  expect(calls.filter((call) => call === "ListTagsForResource")).toHaveLength(1);
});

test("a reading never undoes tags that were set after it began", async () => {
  const { sync, storedTags } = await connect(async () => {
    const { id } = await db().pipeline.findFirstOrThrow();
    await storePipelineTags(db(), { pipelineId: id, tags: [{ key: "team", value: "set meanwhile" }] });
    return { tags: [{ key: "team", value: "old" }] };
  });
  await sync();
  expect(await storedTags()).toEqual([{ key: "team", value: "set meanwhile" }]);
});

async function connect(listTags: () => unknown) {
  const { clients, calls } = scriptedService({
    ListPipelines: () => ({ pipelines: [{ name: "shop", version: 1 }] }),
    GetPipeline: () => ({
      pipeline: { name: "shop", roleArn: "arn:aws:iam::123456789012:role/pipeline", version: 1, stages: [] },
      metadata: { pipelineArn: ARN },
    }),
    ListTagsForResource: listTags,
    GetPipelineState: () => ({ pipelineName: "shop", stageStates: [] }),
    ListPipelineExecutions: () => ({ pipelineExecutionSummaries: [] }),
  });
  const connection = await createConnection(db(), TEST_CONNECTION);
  const clock = new FakeClock(Date.now() - MINUTE_MS);
  return {
    calls,
    clock,
    sync: () => syncConnection({ db: db(), connection, clients, clock }),
    storedTags: async () => (await db().pipeline.findFirstOrThrow({ select: { tags: true } })).tags,
  };
}
