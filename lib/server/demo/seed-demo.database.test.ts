import { expect, it } from "vitest";
import { testDatabase } from "@/lib/db/testing/test-database";
import { getDeliveryAnalytics } from "../analytics/get-delivery-analytics";
import { seedDemo } from "./seed-demo";

const { db } = testDatabase();
const NOW = Date.UTC(2026, 10, 23, 9, 30);
const owner = {
  id: "0199f000-0000-7000-8000-000000000001",
  email: "o@x.example",
  name: "Owner",
  role: "owner",
} as const;

it("adds 90 days of history once, answers for them, and never adds them again after they were removed", async () => {
  expect(await seedDemo(NOW)).toBe(true);
  expect(await seedDemo(NOW)).toBe(false);
  expect(await db().pipeline.count({ where: { connection: { isDemo: true } } })).toBe(5);

  const range = { from: "2026-08-25", to: "2026-11-23" };
  const all = await getDeliveryAnalytics(owner, range);
  expect(all.includesDemo).toBe(true);
  expect(all.range.succeeded + all.range.failed + all.range.other).toBe(await db().pipelineExecution.count());

  const shopApi = await getDeliveryAnalytics(owner, { ...range, connection: "demo", pipeline: "shop-api" });
  expect(shopApi.stages.map(({ stageName }) => stageName)).toEqual(["Source", "Build", "Staging", "Production"]);
  expect(shopApi.versions.map(({ version }) => version)).toEqual([1, 2]);
  const production = shopApi.stages[3];
  expect(production?.approvalWaitP50Ms).toBeGreaterThan(60_000);
  expect(production?.p50Ms).toBeLessThan(20 * 60_000);

  await db().connection.deleteMany({ where: { isDemo: true } });
  expect(await db().pipelineExecution.count()).toBe(0);
  expect(await seedDemo(NOW)).toBe(false);
});

it("refuses a range longer than the history that is kept", async () => {
  await expect(getDeliveryAnalytics(owner, { from: "2024-01-01", to: "2026-01-01" })).rejects.toThrow(/at most 366/);
});
