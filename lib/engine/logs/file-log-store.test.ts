import { readdirSync, readlinkSync } from "node:fs";
import { appendFile, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FakeClock } from "@/lib/clock";
import { createFileLogStore } from "./file-log-store";
import type { LogRange, LogStore } from "./log-store";

const GROUP = "/aws/codebuild/web";
const ALL: LogRange = { from: 0, to: Number.MAX_SAFE_INTEGER, keep: "first", maxBytes: Number.MAX_SAFE_INTEGER };

let directory: string;
let clock: FakeClock;
let faults: unknown[];

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "penstock-logs-"));
  clock = new FakeClock(1_000_000);
  faults = [];
});
afterEach(() => rm(directory, { recursive: true }));

function openStore(maxStreamBytes?: number): LogStore {
  return createFileLogStore({ directory, clock, onFault: (error) => faults.push(error), maxStreamBytes });
}

async function messagesOf(store: LogStore, range: Partial<LogRange> = {}): Promise<string[]> {
  const { events } = await store.read(GROUP, "build", { ...ALL, ...range });
  return events.map(({ message }) => message);
}

async function fileText(): Promise<string> {
  const [group = ""] = await readdir(directory);
  return readFile(path.join(directory, group, "build.log"), "utf8");
}

/** Those of this process below the store's directory. */
function openFiles(): string[] {
  const targets = readdirSync("/proc/self/fd").map((fd) => readlinkOf(`/proc/self/fd/${fd}`));
  return targets.filter((target) => target.startsWith(directory));
}

/** Empty for one that was closed meanwhile. */
function readlinkOf(file: string): string {
  try {
    return readlinkSync(file);
  } catch {
    return "";
  }
}

describe("the file log store", () => {
  it("returns lines with the time they were written, in order", async () => {
    const store = openStore();
    const log = store.open(GROUP, "build");
    log.line("first");
    clock.advance(5);
    log.line("");
    log.line("\u001b[31mthird ☃\u001b[0m");
    expect((await store.read(GROUP, "build", ALL)).events).toEqual([
      { timestampAt: 1_000_000, message: "first" },
      { timestampAt: 1_000_005, message: "" },
      { timestampAt: 1_000_005, message: "\u001b[31mthird ☃\u001b[0m" },
    ]);
    await store.close();
  });

  it("shows lines to readers at once, before any timer or flush", async () => {
    const store = openStore();
    const log = store.open(GROUP, "build");
    log.line("just now");
    expect(await store.countLines(GROUP, "build")).toBe(1);
    expect(await messagesOf(store)).toEqual(["just now"]);
  });

  it("has flushed lines in the file, so they outlive the process", async () => {
    const log = openStore().open(GROUP, "build");
    log.line("kept");
    await log.flush();
    expect(await fileText()).toBe("1000000 kept\n");
    expect(await messagesOf(openStore())).toEqual(["kept"]);
  });

  it.runIf(process.platform === "linux")(
    "holds no file open once its lines are durable, whoever asks for that",
    async () => {
      const store = openStore();
      const log = store.open(GROUP, "build");
      log.line("asked for");
      await log.flush();
      await store.sync();
      expect(openFiles()).toEqual([]);
      log.line("by itself");
      await log.flush();
      expect(openFiles()).toHaveLength(1);
      clock.advance(100);
      await expect.poll(openFiles).toEqual([]);
      log.line("never flushed");
      clock.advance(100);
      await expect.poll(fileText).toContain("never flushed");
      await expect.poll(openFiles).toEqual([]);
    },
  );

  it("writes by itself shortly after a line", async () => {
    openStore().open(GROUP, "build").line("soon");
    clock.advance(100);
    await expect.poll(fileText).toBe("1000000 soon\n");
  });

  it("removes a line that a crash cut short and goes on after the last whole one", async () => {
    const log = openStore().open(GROUP, "build");
    log.line("whole");
    await log.flush();
    const [group = ""] = await readdir(directory);
    await appendFile(path.join(directory, group, "build.log"), "1000000 half a li");
    const reopened = openStore();
    reopened.open(GROUP, "build").line("after");
    expect(await messagesOf(reopened)).toEqual(["whole", "after"]);
  });

  it("never lets time run backwards within a stream, even when the clock does", async () => {
    const first = openStore().open(GROUP, "build");
    first.line("later");
    await first.flush();
    clock = new FakeClock(500_000);
    const store = openStore();
    store.open(GROUP, "build").line("earlier");
    const { events } = await store.read(GROUP, "build", ALL);
    expect(events.map(({ timestampAt }) => timestampAt)).toEqual([1_000_000, 1_000_000]);
  });

  it("splits text at line breaks, and lines that are too long for an event between characters", async () => {
    const store = openStore();
    const log = store.open(GROUP, "build");
    log.line("one\r\ntwo\nthree");
    log.line("ü".repeat(200_000));
    const messages = await messagesOf(store);
    expect(messages.slice(0, 3)).toEqual(["one", "two", "three"]);
    expect(messages.slice(3).join("")).toBe("ü".repeat(200_000));
    expect(Math.max(...messages.map((message) => Buffer.byteLength(message)))).toBeLessThanOrEqual(262_144 - 26);
  });

  it("says so when a stream is full, and takes no more", async () => {
    const store = openStore(30);
    const log = store.open(GROUP, "build");
    for (const text of ["0123456789", "0123456789", "0123456789", "0123456789"]) log.line(text);
    await log.flush();
    log.line("more");
    expect(await messagesOf(store)).toEqual([
      "0123456789",
      "0123456789",
      "0123456789",
      "[Penstock] This log has reached 30 bytes. What follows was not recorded.",
    ]);
  });

  it("lists the streams of a group and knows what is missing", async () => {
    const store = openStore();
    store.open(GROUP, "b").line("x");
    store.open(GROUP, "a/../../c").line("x");
    expect(await store.listStreams(GROUP)).toEqual(["a/../../c", "b"]);
    expect(await store.listStreams("/none")).toBeNull();
    expect(await store.countLines(GROUP, "none")).toBeNull();
    expect(await readdir(directory)).toHaveLength(1);
  });

  it("reports what it could not write and keeps the lines until it can", async () => {
    const store = openStore();
    const log = store.open(GROUP, "build");
    await rm(directory, { recursive: true });
    await appendFile(directory, "in the way");
    log.line("patient");
    clock.advance(100);
    await expect.poll(() => faults.length).toBe(1);
    await rm(directory);
    await log.flush();
    expect(await messagesOf(store)).toEqual(["patient"]);
  });
});

describe("a long stream", () => {
  const LINES = 20_000;

  async function longStream(): Promise<LogStore> {
    const log = openStore().open(GROUP, "build");
    for (let number = 0; number < LINES; number += 1) {
      log.line(`line ${number} ${"x".repeat(number % 90)}`);
      clock.advance(1);
    }
    await log.flush();
    return openStore();
  }

  it("gives any range by line number", async () => {
    const store = await longStream();
    expect(await store.countLines(GROUP, "build")).toBe(LINES);
    for (const from of [0, 1, 777, 9_999, LINES - 2]) {
      const page = await store.read(GROUP, "build", { ...ALL, from, to: from + 2 });
      expect(page.events.map(({ message }) => message.split(" ")[1])).toEqual([`${from}`, `${from + 1}`]);
      expect([page.from, page.to]).toEqual([from, from + 2]);
    }
    expect(await messagesOf(store, { from: LINES })).toEqual([]);
  });

  it("keeps the first or the last lines when the range is larger than asked for", async () => {
    const store = await longStream();
    const first = await store.read(GROUP, "build", { from: 100, to: 15_000, keep: "first", maxBytes: 10_000 });
    expect(first.from).toBe(100);
    expect(first.to).toBeGreaterThan(150);
    expect(first.events[0]?.message).toMatch(/^line 100 /);
    const last = await store.read(GROUP, "build", { from: 100, to: 15_000, keep: "last", maxBytes: 10_000 });
    expect(last.to).toBe(15_000);
    expect(last.from).toBeGreaterThan(14_700);
    expect(last.events.at(-1)?.message).toMatch(/^line 14999 /);
    expect(last.events).toHaveLength(last.to - last.from);
    const one = await store.read(GROUP, "build", { from: 100, to: 15_000, keep: "last", maxBytes: 1 });
    expect(one.events).toHaveLength(1);
  });

  it("finds the first line of a time", async () => {
    const store = await longStream();
    for (const number of [0, 1, 12_345, LINES - 1]) {
      expect(await store.seek(GROUP, "build", 1_000_000 + number)).toBe(number);
    }
    expect(await store.seek(GROUP, "build", 0)).toBe(0);
    expect(await store.seek(GROUP, "build", 9_000_000)).toBe(LINES);
  });
});
