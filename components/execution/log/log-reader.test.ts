import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { LogPage } from "@/lib/contracts/log-page";
import { createLogReader } from "./log-reader";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function page(messages: string[], nextToken: string, isAtEnd: boolean): LogPage {
  return { events: messages.map((message) => ({ at: "2026-09-15T12:00:00.000Z", message })), nextToken, isAtEnd };
}

/** Answers what the script holds, one entry per call, and notes the tokens it was asked with. */
function scripted(...answers: (LogPage | Error)[]) {
  const tokens: (string | null)[] = [];
  async function read(token: string | null): Promise<LogPage> {
    tokens.push(token);
    const answer = answers[tokens.length - 1] ?? answers.at(-1);
    if (answer === undefined || answer instanceof Error) throw answer ?? new Error("no answer scripted");
    return answer;
  }
  return { read, tokens };
}

it("reads page after page without waiting, each with the token of the one before", async () => {
  const { read, tokens } = scripted(page(["a"], "t1", false), page(["b"], "t2", false), page(["c"], "t3", true));
  const reader = createLogReader(read);
  reader.setGrowing(false);
  const stop = reader.start();
  await vi.advanceTimersByTimeAsync(0);
  expect(tokens).toEqual([null, "t1", "t2"]);
  expect(reader.getSnapshot().lines.map((line) => line.plain)).toEqual(["a", "b", "c"]);
  stop();
});

it("asks a growing log again each second, and a finished one only once more", async () => {
  const { read, tokens } = scripted(page(["a"], "t1", true), page([], "t1", true), page(["b"], "t2", true));
  const reader = createLogReader(read);
  const stop = reader.start();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(reader.getSnapshot().lines).toHaveLength(2);
  reader.setGrowing(false);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(tokens).toHaveLength(5);
  stop();
});

it("keeps its lines and its place when a read fails, and says so until one succeeds", async () => {
  const { read, tokens } = scripted(page(["a"], "t1", false), new Error("engine is down"), page(["b"], "t2", true));
  const reader = createLogReader(read);
  const stop = reader.start();
  await vi.advanceTimersByTimeAsync(0);
  expect(reader.getSnapshot()).toMatchObject({ error: new Error("engine is down") });
  expect(reader.getSnapshot().lines).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(4_000);
  expect(reader.getSnapshot().error).toBeNull();
  expect(reader.getSnapshot().lines.map((line) => line.plain)).toEqual(["a", "b"]);
  expect(tokens).toEqual([null, "t1", "t1"]);
  stop();
});

it("reads nothing twice when stopped and started again", async () => {
  const { read } = scripted(page(["a"], "t1", true), page(["b"], "t2", true));
  const reader = createLogReader(read);
  const stop = reader.start();
  await vi.advanceTimersByTimeAsync(0);
  stop();
  await vi.advanceTimersByTimeAsync(5_000);
  const stopAgain = reader.start();
  await vi.advanceTimersByTimeAsync(0);
  expect(reader.getSnapshot().lines.map((line) => line.plain)).toEqual(["a", "b"]);
  stopAgain();
});
