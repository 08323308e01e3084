import { existsSync, statSync } from "node:fs";
import { rm } from "node:fs/promises";
import path from "node:path";
import { expect, it } from "vitest";
import { makePipesDirectory } from "./pipes-directory";

it.runIf(existsSync("/dev/shm"))("is in memory, private, and one per data directory", async () => {
  const data = `/data/${process.pid}`;
  const [killed, other] = [await makePipesDirectory(data), await makePipesDirectory(`${data}/other`)];
  const next = await makePipesDirectory(data);
  expect([killed, other, next].map((directory) => path.dirname(directory))).toEqual(Array(3).fill("/dev/shm"));
  expect(statSync(next).mode & 0o777).toBe(0o700);
  expect([killed, other, next].map((directory) => existsSync(directory))).toEqual([false, true, true]);
  for (const directory of [other, next]) await rm(directory, { recursive: true });
});
