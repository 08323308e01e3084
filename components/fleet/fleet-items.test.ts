import { expect, it } from "vitest";
import { fleetPipeline, latestRun, waitingApproval } from "@/lib/contracts/testing/fleet-pipeline";
import { type FleetItem, fleetItems } from "./fleet-items";
import { FOLDER_TAG, groupingOf, tagKeysOf, tagsOf } from "./group-pipelines";

const api = fleetPipeline("api", { tags: { team: "shop", [FOLDER_TAG]: "shop/web" }, latestRun: latestRun("Failed") });
const web = fleetPipeline("web", { tags: { team: "shop" }, latestRun: latestRun("InProgress") });
const etl = fleetPipeline("etl", {
  connection: "eu",
  connectionName: "Production",
  tags: { team: "data 10" },
  latestRun: latestRun("InProgress"),
  waiting: waitingApproval(false),
});
const ml = fleetPipeline("ml", { tags: { team: "data 9" } });
const loose = fleetPipeline("loose");
const all = [api, web, etl, ml, loose];

function lines(group: string, folded: string[] = []): string[] {
  return fleetItems(all, { group, folded }).map(lineOf);
}

function lineOf(item: FleetItem): string {
  return item.kind === "group" ? `# ${item.group.label}` : item.pipeline.pipelineName;
}

it("lists pipelines alone without groups, and where the address names a group that is none", () => {
  expect(lines("")).toEqual(["api", "web", "etl", "ml", "loose"]);
  expect(lines("tag:")).toEqual(lines(""));
  expect(lines("nonsense")).toEqual(lines(""));
});

it("groups by a tag's value in the order of numbers, and what has none comes last", () => {
  expect(lines("tag:team")).toEqual([
    "# data 9",
    "ml",
    "# data 10",
    "etl",
    "# shop",
    "api",
    "web",
    "# Without the tag team",
    "loose",
  ]);
});

it("groups by connection under its name, and by folder", () => {
  expect(lines("connection")).toEqual(["# Local engine", "api", "web", "ml", "loose", "# Production", "etl"]);
  expect(lines("folder")).toEqual(["# shop/web", "api", "# In no folder", "web", "etl", "ml", "loose"]);
});

it("keeps the head of a closed group, with what fails, runs and waits in it", () => {
  expect(lines("connection", ["local"])).toEqual(["# Local engine", "# Production", "etl"]);
  const groups = fleetItems(all, { group: "connection", folded: ["local"] }).flatMap((item) =>
    item.kind === "group" ? [item] : [],
  );
  expect(
    groups.map(({ group: { failed, running, waiting }, isFolded }) => [failed, running, waiting, isFolded]),
  ).toEqual([
    [1, 1, 0, true],
    [0, 0, 1, false],
  ]);
});

it("offers the tags that pipelines have, the most used key first", () => {
  expect(tagKeysOf(all)).toEqual(["team", FOLDER_TAG]);
  expect(tagsOf([api, web])).toEqual([`${FOLDER_TAG}=shop/web`, "team=shop"]);
  expect(groupingOf(`tag:${FOLDER_TAG}`)).toEqual(groupingOf("folder"));
});
