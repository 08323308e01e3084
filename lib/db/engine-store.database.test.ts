import { afterAll, beforeAll, expect, it } from "vitest";
import { describeEngineStore } from "@/lib/engine/store/store-contract";
import { createEngineStore } from "./engine-store";
import { openEngineStoreConnection, type EngineStoreConnection } from "./engine-store-connection";
import { testDatabase } from "./testing/test-database";

const { url } = testDatabase();
let connection: EngineStoreConnection;

beforeAll(() => {
  connection = openEngineStoreConnection(url());
});
afterAll(() => connection.close());

describeEngineStore(async () => {
  await connection.query("empty", "TRUNCATE engine.pipeline, engine.announcement, engine.local_resource CASCADE");
  return createEngineStore(connection.query);
});

it("lets one engine at a time have the database, and the next one as soon as it is gone", async () => {
  const first = openEngineStoreConnection(url());
  const second = openEngineStoreConnection(url());
  await first.claim();
  let hasSecond = false;
  const claimed = second.claim().then(() => (hasSecond = true));
  await second.query("engine-still-waiting", "SELECT pg_sleep(0.2)");
  expect(hasSecond).toBe(false);
  await first.close();
  await claimed;
  await second.close();
});
