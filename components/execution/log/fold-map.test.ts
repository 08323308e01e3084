import fc from "fast-check";
import { expect, it } from "vitest";
import { foldMap } from "./fold-map";

it("hides what stands behind a folded line, and keeps the line", () => {
  const map = foldMap(10, [{ from: 2, to: 5 }]);
  expect(map.rows).toBe(8);
  expect([0, 1, 2, 3, 4].map((row) => map.lineOfRow(row))).toEqual([0, 1, 2, 5, 6]);
  expect([2, 3, 4, 5].map((line) => map.rowOfLine(line))).toEqual([2, 2, 2, 3]);
});

it("agrees with counting the lines one by one, whatever is folded", () => {
  const fold = fc.tuple(fc.nat(40), fc.nat(40)).map(([from, length]) => ({ from, to: from + length }));
  fc.assert(
    fc.property(fc.nat(60), fc.array(fold, { maxLength: 6 }), (lines, folded) => {
      const shown = Array.from({ length: lines }, (_, line) => line).filter(
        (line) => !folded.some(({ from, to }) => line > from && line < to),
      );
      const map = foldMap(lines, folded);
      expect(Array.from({ length: map.rows }, (_, row) => map.lineOfRow(row))).toEqual(shown);
      for (const [row, line] of shown.entries()) expect(map.rowOfLine(line)).toBe(row);
    }),
  );
});
