import { expect, it } from "vitest";
import type { Draft, DraftAction } from "@/lib/pipeline/draft";
import { findTyped, outlineRows, parentOf, rowName } from "./outline-rows";

function action(name: string, runOrder: number): DraftAction {
  const actionTypeId = { category: "Build", owner: "AWS", provider: "CodeBuild", version: "1" } as const;
  return { key: name, name, runOrder, actionTypeId };
}

const draft: Draft = {
  name: "shop",
  roleArn: "",
  stages: [
    { key: "s1", name: "Build", actions: [action("Compile", 1), action("Check", 1), action("Pack", 2)] },
    { key: "s2", name: "Deploy", actions: [action("Install", 1)] },
  ],
};
const rows = outlineRows(draft, new Set());

it("lists stages, groups and actions with their place among their siblings", () => {
  expect(rows.map((row) => [rowName(row), row.level, row.position, row.setSize])).toEqual([
    ["Build", 1, 1, 2],
    ["runOrder 1", 2, 1, 2],
    ["Compile", 3, 1, 2],
    ["Check", 3, 2, 2],
    ["runOrder 2", 2, 2, 2],
    ["Pack", 3, 1, 1],
    ["Deploy", 1, 2, 2],
    ["runOrder 1", 2, 1, 1],
    ["Install", 3, 1, 1],
  ]);
});

it("leaves out what is inside a closed stage", () => {
  expect(outlineRows(draft, new Set(["s1"])).map(rowName)).toEqual(["Build", "Deploy", "runOrder 1", "Install"]);
});

it.each([
  [0, "c", "Compile"],
  [2, "c", "Check"],
  [3, "cc", "Compile"],
  [2, "ch", "Check"],
  [8, "b", "Build"],
])("finds from row %i what begins with %j", (at, typed, name) => {
  const found = findTyped(rows, at, typed);
  expect(found && rowName(found)).toBe(name);
});

it("finds nothing for what no name begins with", () => {
  expect(findTyped(rows, 0, "zz")).toBeUndefined();
});

it("goes from an action to its group and from there to its stage", () => {
  expect(parentOf(rows, 5)?.id).toBe("s1/2");
  expect(parentOf(rows, 4)?.id).toBe("s1");
  expect(parentOf(rows, 0)).toBeUndefined();
});
