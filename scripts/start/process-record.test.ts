import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ProcessRecord } from "./process-record.mjs";
import { processIsAlive } from "./process-table.mjs";

let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), "penstock-record-"));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

function startSleeper(): number {
  const { pid = 0 } = spawn("sleep", ["60"], { detached: true, stdio: "ignore" });
  return pid;
}

describe("the record of a data directory's processes", () => {
  it("refuses a second start while the first runs", () => {
    new ProcessRecord(dataDir).claim();
    expect(() => new ProcessRecord(dataDir).claim()).toThrow(`It already runs on ${dataDir} (process ${process.pid})`);
  });

  it("takes no notice of a start that is gone, even when its process id is used again", () => {
    const record = new ProcessRecord(dataDir);
    writeFileSync(path.join(dataDir, "run/start.json"), JSON.stringify({ pid: process.pid, startMark: "long ago" }));
    expect(() => record.claim()).not.toThrow();
  });

  it("ends what a killed start left running, and nothing else", async () => {
    const [leftover, stranger] = [startSleeper(), startSleeper()];
    const record = new ProcessRecord(dataDir);
    record.write("worker", leftover);
    writeFileSync(path.join(dataDir, "run/web.json"), JSON.stringify({ pid: stranger, startMark: "long ago" }));
    await record.endLeftovers();
    expect(processIsAlive(leftover)).toBe(false);
    expect(processIsAlive(stranger)).toBe(true);
    process.kill(stranger, "SIGKILL");
  });
});
