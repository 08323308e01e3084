import { expect, it } from "vitest";
import { draftFromDeclaration, type Draft } from "../draft";
import {
  addFilter,
  addTrigger,
  pushKind,
  removeFilter,
  removeTrigger,
  setEvents,
  setPatterns,
  triggerSources,
} from "./triggers";

function start(): Draft {
  let count = 0;
  const source = (name: string, provider: string) => ({
    name,
    actionTypeId: { category: "Source", owner: "AWS", provider, version: "1" } as const,
  });
  const actions = [source("App", "CodeStarSourceConnection"), source("Infra", "CodeCommit")];
  return draftFromDeclaration(
    { name: "shop", roleArn: "", stages: [{ name: "Source", actions }] },
    () => `k${(count += 1)}`,
  );
}

const push = { triggerIndex: 0, list: "push", index: 0 } as const;
const gitOf = (draft: Draft) => draft.triggers?.[0]?.gitConfiguration;

it("offers only connections as sources, and begins with pushes to main", () => {
  expect(triggerSources(start())).toEqual(["App"]);
  const draft = addTrigger(start(), "App");
  expect(gitOf(draft)).toEqual({ sourceActionName: "App", push: [{ branches: { includes: ["main"] } }] });
  expect(removeTrigger(draft, 0).triggers).toBeUndefined();
});

it("keeps what a filter is about while its last pattern is being typed anew", () => {
  const tags = addFilter(addTrigger(start(), "App"), 0, "tags");
  const place = { ...push, index: 1 };
  const emptied = setPatterns(tags, place, { criterion: "tags", side: "includes", patterns: [] });
  const filter = gitOf(emptied)?.push?.[1];
  expect(filter).toEqual({ tags: { includes: [] } });
  expect(filter && pushKind(filter)).toBe("tags");
});

it("takes out sides and file paths that hold nothing any more", () => {
  const set = (draft: Draft, criterion: "branches" | "filePaths", side: "includes" | "excludes", patterns: string[]) =>
    setPatterns(draft, push, { criterion, side, patterns });
  const draft = set(set(addTrigger(start(), "App"), "filePaths", "includes", ["src/**"]), "branches", "excludes", [
    "wip/*",
  ]);
  expect(gitOf(draft)?.push).toEqual([
    { branches: { includes: ["main"], excludes: ["wip/*"] }, filePaths: { includes: ["src/**"] } },
  ]);
  const cleared = set(set(draft, "filePaths", "includes", []), "branches", "excludes", []);
  expect(gitOf(cleared)?.push).toEqual([{ branches: { includes: ["main"] } }]);
});

it("lists events in AWS's order, and removes a list with its last filter", () => {
  const draft = removeFilter(addFilter(addTrigger(start(), "App"), 0, "pullRequest"), push);
  expect(gitOf(draft)?.push).toBeUndefined();
  const place = { triggerIndex: 0, list: "pullRequest", index: 0 } as const;
  expect(gitOf(setEvents(draft, place, ["CLOSED", "OPEN"]))?.pullRequest?.[0]?.events).toEqual(["OPEN", "CLOSED"]);
  expect(gitOf(setEvents(draft, place, []))?.pullRequest?.[0]?.events).toBeUndefined();
});
