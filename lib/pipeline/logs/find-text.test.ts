import { expect, it } from "vitest";
import { finderOf, foldCase, placesIn } from "./find-text";

function places(line: string, text: string, isCaseSensitive = false): number[] {
  return placesIn(line, finderOf({ text, isCaseSensitive }));
}

it("finds every place, letter case aside unless asked", () => {
  expect(places("timeout, then another TIMEOUT", "Timeout")).toEqual([0, 22]);
  expect(places("timeout, then another TIMEOUT", "TIMEOUT", true)).toEqual([22]);
});

it("never overlaps places, finds nothing for an empty text, and takes text as text", () => {
  expect(places("aaaa", "aa")).toEqual([0, 2]);
  expect(places("anything", "")).toEqual([]);
  expect(places("a.b axb", "a.b")).toEqual([0]);
});

it("keeps every character at its place when it folds letter case", () => {
  const changed: number[] = [];
  for (let code = 0; code <= 0x10ffff; code += 1) {
    const text = String.fromCodePoint(code);
    if (foldCase(text).length !== text.length) changed.push(code);
  }
  expect(changed).toEqual([]);
  expect(places("İstanbul, ΟΔΟΣ 1", "οδος")).toEqual([10]);
});
