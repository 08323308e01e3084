import { afterAll, beforeAll } from "vitest";
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
