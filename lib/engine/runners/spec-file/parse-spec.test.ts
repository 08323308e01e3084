import { expect, it } from "vitest";
import { z } from "zod";
import { parseSpec } from "./parse-spec";

const anything = z.looseObject({});

it.each([
  ["brackets without end", `a: ${"[".repeat(100_000)}`],
  ["brackets that are all closed again in their line", `a: ${"[".repeat(5_000)}${"]".repeat(5_000)}`],
  ["lists in lists without end", `${"- ".repeat(50_000)}a`],
  ["ever deeper lines", Array.from({ length: 400 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n")],
  ["a file that is too long", `a: ${"x".repeat(200_000)}`],
])("refuses %s", (_what, text) => {
  expect(() => parseSpec(anything, text, "buildspec.yml")).toThrow(/^buildspec\.yml is (not YAML|larger)/);
});

it("merges what << names, and lets a key of the mapping's own win", () => {
  const text = "base: &base { a: 1, b: 2 }\nuse: { <<: *base, b: 3 }\nquoted: { '<<': x }";
  expect(parseSpec(anything, text, "buildspec.yml")).toMatchObject({ use: { a: "1", b: "3" }, quoted: { "<<": "x" } });
});
