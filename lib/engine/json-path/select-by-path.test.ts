import { describe, expect, it } from "vitest";
import { parseJsonPath } from "./parse-json-path";
import { selectByPath } from "./select-by-path";

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
    ["$.commits.length()", [3]],
    ["$.commits[1].files.size()", [2]],
    ["$.ref.length()", []],
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
    "$.keys()",
    "$.length(1)",
    "$...a",
    "$[1:2:3]",
    "$[a]",
  ])("is none: %s", (path) => {
    expect(parseJsonPath(path)).toBeNull();
  });
});

const ITEMS = {
  least: 2,
  allowed: ["a", "b"],
  items: [
    { id: "a", size: 1, tags: ["x", "y"], note: "" },
    { id: "b", size: 2, tags: [], by: { name: "Ann" } },
    { id: "c", size: 3, note: null, "it's": "[?(@.a)]" },
  ],
};

function idsThrough(filter: string): unknown {
  return select(`$.items[?(${filter})].id`, ITEMS);
}

describe("a filter", () => {
  it.each([
    ["@.note", ["a", "c"]],
    ["!@.note", ["b"]],
    ["@.by.name", ["b"]],
    ["@['by']['name'] == 'Ann'", ["b"]],
    ["@.id == 'b'", ["b"]],
    ['@.id=="b"', ["b"]],
    ["'b' == @.id", ["b"]],
    ["@.id != 'b'", ["a", "c"]],
    ["@.size == 2", ["b"]],
    ["@.size == '2'", ["b"]],
    ["@.size === '2'", []],
    ["@.size !== 2", ["a", "c"]],
    ["@.size > 1 && @.size <= 2.5", ["b"]],
    ["@.size<2||@.size>=3", ["a", "c"]],
    ["@.size >= $.least", ["b", "c"]],
    ["@.id > 'a'", ["b", "c"]],
    ["@.id < 2", []],
    ["@.missing < 2", []],
    ["@.missing != 2", ["a", "b", "c"]],
    ["@.note == null", ["c"]],
    ["@.id in ['a', 'c']", ["a", "c"]],
    ["@.id in $.allowed", ["a", "b"]],
    ["@.id nin ['a']", ["b", "c"]],
    ["@.tags contains 'x'", ["a"]],
    ["@.id contains 'b'", ["b"]],
    ["@.tags size 2", ["a"]],
    ["@.tags.length() == 0", ["b"]],
    ["@.tags empty true", ["b"]],
    ["@.note empty false", []],
    ["@.tags anyof ['x']", ["a"]],
    ["@.tags noneof ['x']", ["b"]],
    ["@.tags subsetof ['x', 'y', 'z']", ["a", "b"]],
    ["@.tags[*] == ['x', 'y']", ["a"]],
    ["@.id =~ /[AB]/i", ["a", "b"]],
    ["@.id =~ /[AB]/", []],
    ["@.by.name =~ /An/", []],
    ["@.by.name =~ /A.+/", ["b"]],
    ["!(@.id == 'a' || @.id == 'b')", ["c"]],
    ["@.id == 'a' || @.id == 'b' && @.size == 9", ["a"]],
    ["@['it\\'s'] == '[?(@.a)]'", ["c"]],
    ["@.constructor", []],
  ])("%s lets through what it is true of", (filter, expected) => {
    expect(idsThrough(filter)).toEqual(expected);
  });

  it("looks at an object itself, and at everything below where a path descends", () => {
    expect(select("$.items[1].by[?(@.name == 'Ann')].name", ITEMS)).toEqual(["Ann"]);
    expect(select("$..[?(@.name)].name", ITEMS)).toEqual(["Ann"]);
  });

  it.each([
    "",
    "@.a ==",
    "== 'a'",
    "'a'",
    "@.a = 'b'",
    "@.a == b",
    "@.a is 'b'",
    "@.a == 'b",
    "@.a == 'b' &&",
    "(@.a",
    "@.a =~ 'b'",
    "@.a =~ /(/",
    "@.a =~ /a/q",
    "@.a in [",
    "@.a in ['b' 'c']",
    "a == 'b'",
  ])("is none: %s", (filter) => {
    expect(parseJsonPath(`$[?(${filter})]`)).toBeNull();
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

  it.each([
    ["$.items[?(@.id == $.items[*].id)]"],
    ["$.items[?($.items[*].id anyof $.items[*].id)]"],
    ["$.items[?($.one == $.other)]"],
    ["$.items[?($.text contains 'b')]"],
    ["$.items[?($.text == $.same)]"],
    ["$.items[?($.text =~ /(a|a)*b/)]"],
  ])("is looked at by a filter only so far: %s", (path) => {
    const items = Array.from({ length: 10_000 }, (_, id) => ({ id }));
    const text = "a".repeat(100_000);
    const list = Array.from({ length: 10_000 }, (_, index) => index);
    expect(select(path, { items, text, same: `${text}`, one: [...list], other: [...list] })).toBeNull();
  });

  it("may be nested deep", () => {
    const deep: unknown = JSON.parse(`${'{"a":'.repeat(50_000)}{"id":1}${"}".repeat(50_000)}`);
    expect(select("$..id", deep)).toEqual([1]);
    expect(select("$[?(@.a == $.a)].b", { a: deep, b: 1 })).toEqual([1]);
  });

  it("does not slow a path of many brackets", () => {
    expect(parseJsonPath(`$${"['a'".repeat(30)}`)).toBeNull();
    expect(parseJsonPath(`$[${"'a',".repeat(30)}`)).toBeNull();
    expect(parseJsonPath(`$${"[?(".repeat(48)}`)).toBeNull();
    expect(parseJsonPath(`$[?(${"!(".repeat(70)}`)).toBeNull();
  });
});
