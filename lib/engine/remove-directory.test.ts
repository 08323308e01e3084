import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeEach, expect, it } from "vitest";
import { removeDirectory } from "./remove-directory";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "remove-"));
});

it("removes a tree that is deeper than a path may be long", async () => {
  const name = "d".repeat(200);
  execFileSync("bash", ["-c", `for i in {1..30}; do mkdir ${name} && cd ${name} || exit 1; done; touch file`], {
    cwd: directory,
  });
  await removeDirectory(directory);
  expect(existsSync(directory)).toBe(false);
});

// Root may enter every directory.
it.runIf(process.getuid?.() !== 0)("removes directories that are closed to their owner", async () => {
  for (const [name, mode] of [
    ["closed", 0o000],
    ["read-only", 0o555],
  ] as const) {
    mkdirSync(path.join(directory, name, "sub"), { recursive: true });
    writeFileSync(path.join(directory, name, "file"), "");
    chmodSync(path.join(directory, name), mode);
  }
  await removeDirectory(directory);
  expect(existsSync(directory)).toBe(false);
});

it("has nothing to do where there is nothing", async () => {
  await removeDirectory(path.join(directory, "gone"));
  expect(existsSync(directory)).toBe(true);
});
