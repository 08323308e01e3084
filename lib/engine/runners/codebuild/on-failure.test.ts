import { expect, it } from "vitest";
import { matchesFailure, parseOnFailure } from "./on-failure";

it.each([
  ["ABORT", { action: "ABORT" }],
  ["CONTINUE", { action: "CONTINUE" }],
  ["RETRY", { action: "RETRY", times: 3, pattern: ".*" }],
  ["RETRY-0", { action: "RETRY", times: 0, pattern: ".*" }],
  ["RETRY-100", { action: "RETRY", times: 100, pattern: ".*" }],
  ["RETRY-101", null],
  ["RETRY-.*Error.*", { action: "RETRY", times: 3, pattern: ".*Error.*" }],
  ["RETRY-5xx", { action: "RETRY", times: 3, pattern: "5xx" }],
  ["RETRY-2-a-b", { action: "RETRY", times: 2, pattern: "a-b" }],
  ["RETRY-", null],
  ["Retry-3-.*connection timed out.*", { action: "RETRY", times: 3, pattern: ".*connection timed out.*" }],
  ["continue", { action: "CONTINUE" }],
  ["SKIP", null],
  ["", null],
])("reads on-failure %j", (text, expected) => {
  expect(parseOnFailure(text)).toEqual(expected);
});

it("gives up a pattern that would never end, and one that is none", () => {
  expect(matchesFailure("^(a+)+$", `${"a".repeat(40)}!`)).toBe(false);
  expect(matchesFailure("(", "(")).toBe(false);
  expect(matchesFailure("status 9$", "exit status 9")).toBe(true);
});
