import fc from "fast-check";
import { expect, it } from "vitest";
import { boardLayout } from "./board-layout";

const TELEVISION = { width: 1920, height: 980 };

it("gives few pipelines large tiles, and many the smallest that can be read", () => {
  expect(boardLayout(1, TELEVISION)).toEqual({ columns: 1, rows: 1, pages: 1 });
  expect(boardLayout(4, TELEVISION)).toEqual({ columns: 2, rows: 2, pages: 1 });
  expect(boardLayout(36, TELEVISION)).toEqual({ columns: 6, rows: 6, pages: 1 });
  expect(boardLayout(500, TELEVISION)).toEqual({ columns: 6, rows: 6, pages: 14 });
});

it("shows one tile at a time where no more fits", () => {
  expect(boardLayout(3, { width: 200, height: 120 })).toEqual({ columns: 1, rows: 1, pages: 3 });
});

it("has a place for every pipeline on some page, and no page without one", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 2_000 }),
      fc.integer({ min: 100, max: 4_000 }),
      fc.integer({ min: 100, max: 2_200 }),
      (count, width, height) => {
        const { columns, rows, pages } = boardLayout(count, { width, height });
        expect(columns * rows * pages).toBeGreaterThanOrEqual(count);
        expect(columns * rows * (pages - 1)).toBeLessThan(count);
      },
    ),
  );
});
