import { expect, it } from "vitest";
import { linesOfPage, START_STYLE } from "./log-lines";
import { findFirstError, findMatches } from "./log-search";

function logOf(...messages: string[]) {
  const events = messages.map((message) => ({ at: "2026-09-15T12:00:00.000Z", message }));
  return linesOfPage(events, START_STYLE).lines;
}

it("counts every match, several in one line included", () => {
  const lines = logOf("timeout, then another TIMEOUT", "fine", "Timeout");
  expect(findMatches(lines, "timeout")).toEqual([
    { line: 0, start: 0, length: 7 },
    { line: 0, start: 22, length: 7 },
    { line: 2, start: 0, length: 7 },
  ]);
});

it("finds text across a colour change, because a reader sees no escape", () => {
  expect(findMatches(logOf("\u001b[31mti\u001b[0mmeout"), "timeout")).toHaveLength(1);
});

it("never overlaps matches", () => {
  expect(findMatches(logOf("aaaa"), "aa")).toHaveLength(2);
});

it("treats the text as text, not as a pattern", () => {
  expect(findMatches(logOf("a.b", "axb"), "a.b")).toHaveLength(1);
});

it("finds nothing for an empty search", () => {
  expect(findMatches(logOf("anything"), "")).toEqual([]);
});

it("splits an event of several lines and adds none for its last newline", () => {
  expect(logOf("one\ntwo\r\n", "three\n").map((line) => line.plain)).toEqual(["one", "two", "three"]);
});

it("jumps to the first line that looks like an error", () => {
  expect(findFirstError(logOf("start", "0 errors so far", "npm ERR! missing script: build", "Error: again"))).toBe(2);
  expect(findFirstError(logOf("all fine"))).toBeNull();
});
