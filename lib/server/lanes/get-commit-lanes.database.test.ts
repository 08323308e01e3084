import { beforeAll, expect, it } from "vitest";
import type { Viewer } from "@/lib/auth/viewer";
import { commitLanes, DEFAULT_COMMITS } from "@/lib/contracts/commit-lanes";
import { testDatabase } from "@/lib/db/testing/test-database";
import { seedDemo } from "@/lib/server/demo/seed-demo";
import { getCommitLanes } from "./get-commit-lanes";

testDatabase();
const viewer: Viewer = {
  id: "0199f000-0000-7000-8000-000000000001",
  email: "noor@acme.example",
  name: "Noor",
  role: "viewer",
};
const all = { pipeline: [], commits: DEFAULT_COMMITS };

beforeAll(async () => {
  await seedDemo(Date.UTC(2026, 10, 23, 9, 30));
});

it("lays the commits of a source out by the stages of the pipelines that follow it", async () => {
  const { sources } = await getCommitLanes(viewer, all);
  const source = sources.find(({ name }) => name.includes("shop-api"))?.name ?? "";
  const answer = commitLanes.parse(await getCommitLanes(viewer, { ...all, source }));
  expect(answer.followers).toEqual(["demo/shop-api"]);
  expect(answer.lanes[0]?.stages.map(({ name }) => name)).toEqual(["Build", "Staging", "Production"]);
  expect(answer.commits).toHaveLength(DEFAULT_COMMITS);
  expect(answer.hasOlder).toBe(true);
  const production = answer.lanes[0]?.stages[2];
  const live = answer.commits.findIndex(({ revisionId }) => revisionId === production?.liveRevisionId);
  expect(production?.behind?.commits).toBe(live);
  expect(answer.commits[live]?.cells[0]?.[2]).toMatchObject({ status: "Succeeded" });
});

it("says which source nobody follows", async () => {
  await expect(getCommitLanes(viewer, { ...all, source: "acme/gone, main" })).rejects.toMatchObject({
    code: "not_found",
    message: 'No live pipeline follows "acme/gone, main". Choose another source.',
  });
});
