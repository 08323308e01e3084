import { expect, it } from "vitest";
import { LineSplitter, LONGEST_LINE } from "./line-splitter";

function split(...pieces: string[]): string[] {
  const lines: string[] = [];
  const splitter = new LineSplitter((line) => lines.push(line));
  for (const piece of pieces) splitter.write(piece);
  splitter.end();
  return lines;
}

it("puts lines together that arrive in pieces and keeps empty ones", () => {
  expect(split("on", "e\n\ntw", "o")).toEqual(["one", "", "two"]);
});

it("shows the last drawing of a progress bar and takes CR LF as a line end", () => {
  expect(split("10%\r", "50%\r100%\r", "\ndone\r\n")).toEqual(["100%", "done"]);
});

it("cuts endless lines without splitting a character", () => {
  const lines = split("a".repeat(LONGEST_LINE - 1) + "😀" + "b".repeat(LONGEST_LINE));
  expect(lines.map((line) => line.length)).toEqual([LONGEST_LINE - 1, LONGEST_LINE, 2]);
  expect(lines[1]?.startsWith("😀")).toBe(true);
});
