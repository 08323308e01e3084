import { expect, it } from "vitest";
import { choosePipelines, sortPipelines } from "./choose-pipelines";
import { choiceOf, type FleetFilterChoice, type FleetSort, NO_FILTERS, queryOf, viewOf } from "./fleet-filters";
import { fleetViewToSave } from "@/lib/contracts/fleet-view";
import { fleetPipeline, latestRun, NO_FIGURES, waitingApproval } from "@/lib/contracts/testing/fleet-pipeline";

const NOW = Date.parse("2026-11-27T12:00:00.000Z");

const api = fleetPipeline("shop-api", {
  latestRun: latestRun("InProgress", "2026-11-27T11:00:00.000Z"),
  waiting: waitingApproval(true),
  tags: { team: "shop", tier: "1" },
  figures: { ...NO_FIGURES, successRate: 0.9, medianDurationMs: 60_000, runsPerWeek: 9 },
});
const web = fleetPipeline("shop-web", {
  latestRun: latestRun("Failed", "2026-11-27T10:00:00.000Z"),
  tags: { team: "shop", tier: "2" },
  isFavourite: true,
  figures: { ...NO_FIGURES, successRate: 0.5, medianDurationMs: 90_000, runsPerWeek: 20 },
});
const etl = fleetPipeline("etl", {
  connection: "eu",
  latestRun: latestRun("Succeeded", "2026-09-01T10:00:00.000Z"),
  tags: { team: "data" },
});
const idle = fleetPipeline("idle", { connection: "eu" });
const all = [api, web, etl, idle];

function names(change: Partial<FleetFilterChoice>): string[] {
  const freshness = { outOfDate: new Set(["eu"]), now: NOW };
  return choosePipelines(all, { ...NO_FILTERS, ...change }, freshness).map(({ pipelineName }) => pipelineName);
}

it.each<[string, Partial<FleetFilterChoice>, string[]]>([
  ["nothing", {}, ["shop-api", "shop-web", "etl", "idle"]],
  ["part of a name, in any case", { search: " SHOP " }, ["shop-api", "shop-web"]],
  ["the start of a commit", { search: "b2f7" }, ["shop-api", "shop-web", "etl"]],
  ["a waiting approval before what runs", { status: ["waiting"] }, ["shop-api"]],
  ["never having run", { status: ["none"] }, ["idle"]],
  ["a connection", { connection: ["eu"] }, ["etl", "idle"]],
  ["either value of one tag", { tag: ["team=shop", "team=data"] }, ["shop-api", "shop-web", "etl"]],
  ["the values of two tags", { tag: ["team=shop", "tier=2"] }, ["shop-web"]],
  ["being a favourite", { favourites: true }, ["shop-web"]],
  ["waiting for the viewer", { mine: true }, ["shop-api"]],
  ["data that may be out of date", { stale: ["data"] }, ["etl", "idle"]],
  ["no run for long", { stale: ["runs"] }, ["etl", "idle"]],
])("narrows by %s", (_what, change, expected) => {
  expect(names(change)).toEqual(expected);
});

it.each<[FleetSort, string[]]>([
  ["attention", ["shop-api", "shop-web", "etl", "idle"]],
  ["name", ["etl", "idle", "shop-api", "shop-web"]],
  ["recent", ["shop-api", "shop-web", "etl", "idle"]],
  ["success", ["shop-web", "shop-api", "etl", "idle"]],
  ["duration", ["shop-web", "shop-api", "etl", "idle"]],
  ["frequency", ["shop-web", "shop-api", "etl", "idle"]],
])("orders by %s", (sort, expected) => {
  expect(sortPipelines(all, { sort, reverse: false }).map(({ pipelineName }) => pipelineName)).toEqual(expected);
});

it("keeps what has no figure at the end in both directions", () => {
  const reversed = sortPipelines(all, { sort: "success", reverse: true });
  expect(reversed.slice(0, 2)).toEqual([api, web]);
  expect(reversed.slice(2).every(({ figures }) => figures.successRate === null)).toBe(true);
});

it("knows which saved view the filters amount to", () => {
  expect(viewOf(NO_FILTERS)).toBe("all");
  expect(viewOf({ ...NO_FILTERS, favourites: true })).toBe("favourites");
  expect(viewOf({ ...NO_FILTERS, mine: true })).toBe("mine");
  expect(viewOf({ ...NO_FILTERS, status: ["failed", "waiting"] })).toBe("attention");
  expect(viewOf({ ...NO_FILTERS, status: ["failed"] })).toBeNull();
  expect(viewOf({ ...NO_FILTERS, favourites: true, mine: true })).toBeNull();
});

it("writes a choice as a query string, without the groups that are closed, and reads it again", () => {
  const choice = choiceOf("status=failed,waiting&tag=team%3Dshop&sort=name&group=folder&nonsense=1&stale=never");
  expect(choice).toMatchObject({ status: ["failed", "waiting"], tag: ["team=shop"], sort: "name", stale: [] });
  const query = queryOf({ ...choice, folded: ["shop"] });
  expect(choiceOf(query)).toEqual(choice);
  expect(queryOf(choiceOf(query))).toBe(query);
  expect(queryOf(choiceOf(""))).toBe("");
  expect(query).not.toContain("?");
  expect(fleetViewToSave.safeParse({ name: "a", query: queryOf({ ...choice, search: "a b & c#d" }) }).success).toBe(
    true,
  );
});
