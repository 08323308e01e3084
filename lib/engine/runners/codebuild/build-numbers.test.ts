import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createBuildNumbers } from "./build-numbers";

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "build-numbers-"));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

it("counts the builds of each project, at once and over a restart", async () => {
  const numbers = createBuildNumbers(directory);
  expect(await Promise.all([numbers.next("shop"), numbers.next("shop"), numbers.next("web")])).toEqual([1, 2, 1]);
  expect(await createBuildNumbers(directory).next("shop")).toBe(3);
  expect((await readdir(directory)).toSorted()).toEqual(["shop", "web"]);
});

it("counts those of a project whose name is as long as CodeBuild takes", async () => {
  const name = "p".repeat(255);
  await createBuildNumbers(directory).next(name);
  expect(await createBuildNumbers(directory).next(name)).toBe(2);
});
