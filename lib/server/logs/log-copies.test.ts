import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { logCopyOf } from "./log-copies";
import type { LogCopy } from "./log-copy";

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "penstock-log-copies-"));
  process.env["PENSTOCK_DATA_DIR"] = dataDir;
});
afterAll(() => rm(dataDir, { recursive: true }));
afterEach(() => {
  vi.useRealTimers();
});

const source = {
  read: async () => ({ events: [{ at: 1, message: "kept" }], nextToken: null, isAtEnd: true }),
  newestAt: async () => 1,
};

async function readWhole(copy: LogCopy): Promise<void> {
  const release = copy.hold(0);
  await copy.until(() => copy.state.isComplete, { signal: new AbortController().signal, timeoutMs: 10_000 });
  release();
}

function later(minutes: number): void {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + minutes * 60_000 });
}

it("gives everybody the same copy, also one that nobody asked for in a long while", async () => {
  const copy = logCopyOf("a", source);
  await readWhole(copy);
  expect(logCopyOf("a", source)).toBe(copy);
  later(30);
  expect(logCopyOf("a", source)).toBe(copy);
  expect((await copy.text?.read(0, 1))?.[0]?.text).toBe("kept");
});

it("gives up what nobody looked at for ten minutes, and nothing that is looked at", async () => {
  const [left, watched] = [logCopyOf("left", source), logCopyOf("watched", source)];
  await readWhole(left);
  await readWhole(watched);
  const release = watched.hold(0);
  later(11);
  logCopyOf("another", source);
  expect(logCopyOf("left", source)).not.toBe(left);
  expect(logCopyOf("watched", source)).toBe(watched);
  release();
});

it("keeps no more copies than its bound, those used last", async () => {
  const first = logCopyOf("first", source);
  await readWhole(first);
  for (let number = 0; number < 70; number += 1) await readWhole(logCopyOf(`copy ${number}`, source));
  const last = logCopyOf("copy 69", source);
  expect(logCopyOf("copy 69", source)).toBe(last);
  expect(logCopyOf("first", source)).not.toBe(first);
});
