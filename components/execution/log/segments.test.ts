import { expect, it } from "vitest";
import { finderOf, placesIn } from "@/lib/pipeline/logs/find-text";
import { plainText, readTerminalLine } from "@/lib/pipeline/logs/terminal-line";
import { segmentsOf } from "./segments";

function segments(message: string, text: string) {
  const line = readTerminalLine(message).text;
  const finder = finderOf({ text, isCaseSensitive: false });
  const marks = placesIn(plainText(line), finder).map((start) => ({ start, length: text.length, isCurrent: false }));
  return segmentsOf(line, marks);
}

function shapeOf(message: string, search: string) {
  return segments(message, search).map(({ text, mark }) => (mark ? `[${text}]` : text));
}

it("marks what was found and keeps what stands between", () => {
  expect(shapeOf("a timeout, a timeout.", "timeout")).toEqual(["a ", "[timeout]", ", a ", "[timeout]", "."]);
});

it("marks on both sides of a colour change", () => {
  expect(shapeOf("x \u001b[31mti\u001b[0mmeout y", "timeout")).toEqual(["x ", "[ti]", "[meout]", " y"]);
});

it("loses no text, whatever is marked", () => {
  const message = "\u001b[1mone\u001b[0m two \u0007 three";
  const text = (search: string) => segments(message, search).map((segment) => segment.text);
  expect(text("o").join("")).toBe("one two ␇ three");
  expect(text("").join("")).toBe("one two ␇ three");
});
