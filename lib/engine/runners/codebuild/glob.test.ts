import { expect, it } from "vitest";
import { fixedFolderOf, matchesGlob } from "./glob";

it.each([
  ["a.txt", "a.txt", true],
  ["./a.txt", "a.txt", true],
  ["*.txt", "a.txt", true],
  ["*.txt", "dir/a.txt", false],
  ["dir/*", "dir/.hidden", true],
  ["dir/*", "dir/sub/a", false],
  ["**/*", "a", true],
  ["**/*", "a/b/c", true],
  ["dir/**/*.js", "dir/a.js", true],
  ["dir/**/*.js", "dir/x/y/a.js", true],
  ["dir/**/*.js", "other/a.js", false],
  ["**/node_modules/**", "a/node_modules/b/c", true],
  ["a?c", "abc", true],
  ["a?c", "ac", false],
  ["a.c", "abc", false],
])("%s against %s: %s", (pattern, path, expected) => {
  expect(matchesGlob(pattern, path)).toBe(expected);
});

it("takes no longer for a pattern made to be slow", () => {
  const pattern = `${"*a".repeat(100)}b`;
  const before = process.cpuUsage();
  expect(matchesGlob(pattern, "a".repeat(255))).toBe(false);
  expect(process.cpuUsage(before).user / 1000).toBeLessThan(1_000);
});

it.each([
  ["dir/sub/*.js", "dir/sub"],
  ["dir/a.js", "dir"],
  ["**/*", ""],
  ["a.js", ""],
])("begins the search for %s in %j", (pattern, folder) => {
  expect(fixedFolderOf(pattern)).toBe(folder);
});
