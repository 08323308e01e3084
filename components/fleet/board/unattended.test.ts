// @vitest-environment happy-dom
import { renderHook, act } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { usePageTurn } from "./use-page-turn";
import { useSelfRepair } from "./use-self-repair";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

let isServerUp: boolean;
let asked: string[];
let reloads: number;

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 27, 12) });
  isServerUp = true;
  asked = [];
  reloads = 0;
  vi.stubGlobal("fetch", async (url: string) => {
    asked.push(url);
    if (!isServerUp) throw new TypeError("Failed to fetch");
    return new Response("{}");
  });
  vi.stubGlobal("location", { reload: () => (reloads += 1) });
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** A board that is answered every minute for as long as `isAnswered` says so. */
async function runBoard(forMs: number, isAnswered: () => boolean): Promise<void> {
  const { rerender, unmount } = renderHook(({ answeredAt }) => useSelfRepair(answeredAt), {
    initialProps: { answeredAt: Date.now() },
  });
  for (let passed = 0; passed < forMs && reloads === 0; passed += MINUTE_MS) {
    await vi.advanceTimersByTimeAsync(MINUTE_MS);
    if (isAnswered()) rerender({ answeredAt: Date.now() });
  }
  unmount();
}

it("leaves a board alone that is answered, and renews its session", async () => {
  await runBoard(23 * HOUR_MS, () => true);
  expect(reloads).toBe(0);
  expect(asked.filter((url) => url === "/api/auth/session")).toHaveLength(3);
});

it("loads the page again when answers stay away although the server is there", async () => {
  await runBoard(10 * MINUTE_MS, () => false);
  expect(reloads).toBe(1);
});

it("never does so while the server is down, because nothing would bring the page back", async () => {
  isServerUp = false;
  await runBoard(HOUR_MS, () => false);
  expect(reloads).toBe(0);
});

it("loads a page of yesterday again, with the program that serves it now", async () => {
  await runBoard(25 * HOUR_MS, () => true);
  expect(reloads).toBe(1);
});

it("turns page after page, begins again after the last, and stands still on a single one", () => {
  const { result, rerender } = renderHook(({ pages }) => usePageTurn(pages), { initialProps: { pages: 3 } });
  const seen = [result.current];
  for (let turn = 0; turn < 3; turn += 1) {
    act(() => void vi.advanceTimersByTime(12_000));
    seen.push(result.current);
  }
  expect(seen).toEqual([0, 1, 2, 0]);
  rerender({ pages: 1 });
  act(() => void vi.advanceTimersByTime(60_000));
  expect(result.current).toBe(0);
});
