import { describe, expect, it } from "vitest";
import { parseJsonPath, selectByPath } from "./json-path";

const PAYLOAD = {
  ref: "refs/heads/main",
  "a.b": { "it's": 1, "[x]": 2 },
  commits: [{ id: "one" }, { id: "two", files: ["a", "b"] }, { id: "three" }],
  none: null,
};

function select(path: string, payload: unknown = PAYLOAD) {
  const parsed = parseJsonPath(path);
  return parsed && selectByPath(payload, parsed);
}

describe("a path", () => {
  it.each([
    ["$", [PAYLOAD]],
    ["$.ref", ["refs/heads/main"]],
    ["$['ref']", ["refs/heads/main"]],
    ['$["ref"]', ["refs/heads/main"]],
    ["$['a.b']['it\\'s']", [1]],
    ["$['a.b']['[x]']", [2]],
    ["$.commits[0].id", ["one"]],
    ["$.commits[-1].id", ["three"]],
    ["$.commits[0,2].id", ["one", "three"]],
    ["$.commits[1:].id", ["two", "three"]],
    ["$.commits[:-1]['id']", ["one", "two"]],
    ["$.commits[*].id", ["one", "two", "three"]],
    ["$.commits.*.id", ["one", "two", "three"]],
    ["$..id", ["one", "two", "three"]],
    ["$..files[1]", ["b"]],
    ["$..['id']", ["one", "two", "three"]],
    ["$['ref','none']", ["refs/heads/main", null]],
    ["$.commits[9].id", []],
    ["$.ref.length", []],
    ["$.constructor", []],
    ["$.__proto__", []],
  ])("%s selects from the payload", (path, expected) => {
    expect(select(path)).toEqual(expected);
  });

  it.each([
    "",
    "ref",
    "$.",
    "$ref",
    "$.a b",
    "$[",
    "$[]",
    "$['a]",
    "$[?(@.a)]",
    "$.length()",
    "$...a",
    "$[1:2:3]",
    "$[a]",
  ])("is none: %s", (path) => {
    expect(parseJsonPath(path)).toBeNull();
  });
});

describe("a hostile payload", () => {
  it("is looked at only so far", () => {
    const wide = Array.from({ length: 1_000 }, () => Array.from({ length: 1_000 }, () => 1));
    expect(select("$..*..*..*", wide)).toBeNull();
    expect(
      select(
        "$[*]",
        Array.from({ length: 1_000_000 }, () => 1),
      ),
    ).toBeNull();
  });

  it("may be nested deep", () => {
    const deep: unknown = JSON.parse(`${'{"a":'.repeat(50_000)}{"id":1}${"}".repeat(50_000)}`);
    expect(select("$..id", deep)).toEqual([1]);
  });

  it("does not slow a path of many brackets", () => {
    expect(parseJsonPath(`$${"['a'".repeat(30)}`)).toBeNull();
    expect(parseJsonPath(`$[${"'a',".repeat(30)}`)).toBeNull();
  });
});
