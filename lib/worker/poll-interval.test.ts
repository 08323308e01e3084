import { expect, test } from "vitest";
import { pollIntervalMs } from "./poll-interval";

const now = Date.UTC(2026, 8, 15);
const quiet = { health: "ok", lastEventAt: null, hasRunning: false } as const;

test("asks every 3 s while something runs and no events arrive", () => {
  expect(pollIntervalMs({ ...quiet, hasRunning: true }, { now, failures: 0 })).toBe(3_000);
  expect(pollIntervalMs({ ...quiet, hasRunning: true, lastEventAt: now - 120_000 }, { now, failures: 0 })).toBe(3_000);
});

test("asks every 30 s when nothing runs, or events tell what changes", () => {
  expect(pollIntervalMs(quiet, { now, failures: 0 })).toBe(30_000);
  expect(pollIntervalMs({ ...quiet, hasRunning: true, lastEventAt: now - 1_000 }, { now, failures: 0 })).toBe(30_000);
});

test("backs off when AWS slows calls down, up to five minutes", () => {
  const waits = [1, 2, 3, 4, 5, 9].map((failures) =>
    pollIntervalMs({ ...quiet, health: "throttled", hasRunning: true }, { now, failures }),
  );
  expect(waits).toEqual([30_000, 60_000, 120_000, 240_000, 300_000, 300_000]);
});
