import fc from "fast-check";
import { expect, test } from "vitest";
import { brushed, formatRange, panned, parseRange, type Span, within, zoomed } from "./time-range";

const WHOLE: Span = { fromMs: 0, toMs: 100_000 };

test("zooms around what is pointed at", () => {
  expect(zoomed(WHOLE, WHOLE, "in", 20_000)).toEqual({ fromMs: 10_000, toMs: 60_000 });
  expect(zoomed(WHOLE, WHOLE, "in")).toEqual({ fromMs: 25_000, toMs: 75_000 });
});

test("is whole again once it is zoomed out far enough", () => {
  expect(zoomed({ fromMs: 10_000, toMs: 60_000 }, WHOLE, "out", 20_000)).toBeNull();
});

test("moves by a part of what is shown, and stops at the ends", () => {
  const shown = { fromMs: 20_000, toMs: 40_000 };
  expect(panned(shown, WHOLE, 0.5)).toEqual({ fromMs: 30_000, toMs: 50_000 });
  expect(panned(shown, WHOLE, -2)).toEqual({ fromMs: 0, toMs: 20_000 });
  expect(panned(shown, WHOLE, 9)).toEqual({ fromMs: 80_000, toMs: 100_000 });
});

test("takes a brush in either direction", () => {
  expect(brushed(9_000, 4_000, WHOLE)).toEqual({ fromMs: 4_000, toMs: 9_000 });
});

test.each(["", "abc", "5-5", "9-4", "-3-4", "1.5-9", "1-99999999999999"])("makes nothing of the address %j", (text) => {
  expect(parseRange(text)).toBeNull();
});

test("shows everything where the range of an address lies outside", () => {
  expect(within({ fromMs: 200_000, toMs: 300_000 }, WHOLE)).toBeNull();
});

const instant = fc.integer({ min: -1_000, max: 200_000 });

test("whatever is asked for, what is shown lies inside, has a length, and survives the address", () => {
  fc.assert(
    fc.property(instant, instant, fc.integer({ min: 1, max: 150_000 }), (one, other, toMs) => {
      const whole = { fromMs: 0, toMs };
      const shown = brushed(one, other, whole);
      if (!shown) return;
      expect(shown.fromMs).toBeGreaterThanOrEqual(0);
      expect(shown.toMs).toBeLessThanOrEqual(toMs);
      expect(shown.toMs).toBeGreaterThan(shown.fromMs);
      expect(parseRange(formatRange(shown))).toEqual(shown);
    }),
  );
});
