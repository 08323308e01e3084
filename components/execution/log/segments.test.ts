import { expect, it } from "vitest";
import { linesOfPage, type LogLine, START_STYLE } from "./log-lines";
import { findMatches } from "./log-search";
import { segmentsOf } from "./segments";

function lineOf(message: string): LogLine {
  const [line] = linesOfPage([{ at: "2026-09-15T12:00:00.000Z", message }], START_STYLE).lines;
  if (!line) throw new Error("a message makes a line");
  return line;
}

function shapeOf(message: string, search: string) {
  const line = lineOf(message);
  return segmentsOf(line, findMatches([line], search)).map(({ text, match }) => (match ? `[${text}]` : text));
}

it("marks matches and keeps what stands between them", () => {
  expect(shapeOf("a timeout, a timeout.", "timeout")).toEqual(["a ", "[timeout]", ", a ", "[timeout]", "."]);
});

it("marks a match on both sides of a colour change", () => {
  expect(shapeOf("x \u001b[31mti\u001b[0mmeout y", "timeout")).toEqual(["x ", "[ti]", "[meout]", " y"]);
});

it("loses no text, whatever is marked", () => {
  const line = lineOf("\u001b[1mone\u001b[0m two \u0007 three");
  const text = (search: string) =>
    segmentsOf(line, findMatches([line], search))
      .map((segment) => segment.text)
      .join("");
  expect(text("o")).toBe(line.plain);
  expect(text("")).toBe(line.plain);
});
