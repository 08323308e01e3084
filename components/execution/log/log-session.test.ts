import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { LogLine, LogSummary } from "@/lib/contracts/log";
import { LogSession, type LogSource } from "./log-session";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const AT = "2026-11-27T12:00:00.000Z";

interface Server {
  summary: LogSummary;
  failure: Error | null;
  readonly asked: string[];
  readonly source: LogSource;
}

/** A server with a log of numbered lines. What it answers may be changed while a session asks. */
function serverOf(lines: number, given: Partial<LogSummary> = {}): Server {
  const server: Server = {
    summary: {
      version: "v.1",
      lines,
      bytes: 0,
      isCaughtUp: true,
      isComplete: false,
      isCut: false,
      share: 1,
      firstErrorLine: null,
      sections: [],
      newest: null,
      problem: null,
      ...given,
    },
    failure: null,
    asked: [],
    source: {
      async summary(after) {
        server.asked.push(`summary ${after}`);
        if (server.failure) throw server.failure;
        return server.summary;
      },
      async lines({ from, to }) {
        server.asked.push(`lines ${from}-${to}`);
        if (server.failure) throw server.failure;
        const end = Math.min(to, server.summary.lines);
        return { from, lines: Array.from({ length: end - from }, (_, index) => lineOf(from + index)) };
      },
    },
  };
  return server;
}

function lineOf(number: number): LogLine {
  return { at: AT, text: `line ${number}` };
}

const settle = () => vi.advanceTimersByTimeAsync(10);

it("asks for the lines that are looked at, in blocks, and for each only once", async () => {
  const server = serverOf(1_000_000, { isComplete: true });
  const session = new LogSession(server.source);
  const stop = session.start();
  await settle();
  session.want(500_100, 500_140);
  await settle();
  session.want(500_110, 500_150);
  await settle();
  expect(server.asked).toEqual(["summary null", "lines 500000-500250"]);
  expect(session.lineAt(500_123)?.text).toBe("line 500123");
  expect(session.lineAt(7)).toBeUndefined();
  stop();
});

it("asks for no more than what was added while a log grows", async () => {
  const server = serverOf(10);
  const session = new LogSession(server.source);
  const stop = session.start();
  await settle();
  session.want(0, 40);
  await settle();
  server.summary = { ...server.summary, version: "v.2", lines: 14 };
  await vi.advanceTimersByTimeAsync(300);
  expect(server.asked).toContain("summary v.1");
  expect(server.asked).toContain("lines 10-14");
  expect(session.lineAt(13)?.text).toBe("line 13");
  stop();
});

it("keeps a bounded number of lines, however far a person scrolls", async () => {
  const server = serverOf(1_000_000, { isComplete: true });
  const session = new LogSession(server.source);
  const stop = session.start();
  await settle();
  for (let line = 0; line < 100_000; line += 250) {
    session.want(line, line + 40);
    await settle();
  }
  const kept = Array.from({ length: 100_000 }, (_, line) => session.lineAt(line)).filter(Boolean);
  expect(kept.length).toBeLessThanOrEqual(20_000);
  stop();
});

it("shows the newest lines while a long log is being read, and no longer", async () => {
  const server = serverOf(100, { isCaughtUp: false, share: 0.1, newest: [lineOf(999)] });
  const session = new LogSession(server.source);
  const stop = session.start();
  await settle();
  server.summary = { ...server.summary, newest: null, lines: 500 };
  await vi.advanceTimersByTimeAsync(300);
  expect(session.getSnapshot().newest).toEqual([lineOf(999)]);
  server.summary = { ...server.summary, lines: 1_000, isCaughtUp: true };
  await vi.advanceTimersByTimeAsync(300);
  expect(session.getSnapshot().newest).toBeNull();
  stop();
});

it("keeps its lines when the connection is cut, says so, and goes on from its place", async () => {
  const server = serverOf(10);
  const session = new LogSession(server.source);
  const stop = session.start();
  await settle();
  session.want(0, 40);
  await settle();
  server.failure = new Error("Penstock cannot be reached.");
  await vi.advanceTimersByTimeAsync(500);
  expect(session.getSnapshot().error?.message).toBe("Penstock cannot be reached.");
  expect(session.lineAt(9)?.text).toBe("line 9");
  server.failure = null;
  server.summary = { ...server.summary, version: "v.2", lines: 12 };
  await vi.advanceTimersByTimeAsync(5_000);
  expect(session.getSnapshot().error).toBeNull();
  expect(session.lineAt(11)?.text).toBe("line 11");
  stop();
});

it("asks nothing more once it was stopped, and goes on when it is told to", async () => {
  const server = serverOf(10, { isCaughtUp: false });
  const session = new LogSession(server.source);
  const stop = session.start();
  await settle();
  session.pause();
  await vi.advanceTimersByTimeAsync(500);
  const asked = server.asked.length;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(server.asked).toHaveLength(asked);
  session.resume();
  await settle();
  expect(server.asked.length).toBeGreaterThan(asked);
  stop();
});

it("asks no more for a log that is complete", async () => {
  const server = serverOf(10, { isComplete: true });
  const session = new LogSession(server.source);
  const stop = session.start();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(server.asked).toEqual(["summary null"]);
  stop();
});
