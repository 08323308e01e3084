import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readTree } from "./read-tree";

let base: string;
beforeEach(async () => {
  base = await realpath(await mkdtemp(path.join(tmpdir(), "tree-")));
});
afterEach(() => rm(base, { recursive: true }));

it("tells of files, links and folders in order, and follows no link", async () => {
  await mkdir(path.join(base, "b", "c"), { recursive: true });
  for (const name of ["d", "b/c/e", "b/f", "a"]) await writeFile(path.join(base, name), "");
  await symlink("/etc", path.join(base, "b", "link"));
  expect(await readTree(base, "")).toEqual({
    files: ["a", "b/c/e", "b/f", "b/link", "d"],
    folders: ["b", "b/c"],
    closed: [],
  });
  expect(await readTree(base, "b/c")).toEqual({ files: ["b/c/e"], folders: ["b/c"], closed: [] });
  expect((await readTree(base, "gone")).files).toEqual([]);
});

it("holds as many files as a package manager leaves", async () => {
  await mkdir(path.join(base, "node_modules"));
  execFileSync("sh", ["-c", "seq 130000 | xargs touch"], { cwd: path.join(base, "node_modules") });
  expect((await readTree(base, "")).files).toHaveLength(130_000);
});
