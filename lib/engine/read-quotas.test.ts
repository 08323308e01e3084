import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { DEFAULT_QUOTAS } from "./quotas";
import { readQuotas } from "./read-quotas";

let directory: string;
let file: string;
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "quotas-"));
  file = path.join(directory, "quotas.json");
});
afterEach(() => rm(directory, { recursive: true }));

it("changes the quotas that the file names", async () => {
  await writeFile(file, JSON.stringify({ webhooks: 1 }));
  expect(await readQuotas(file, { isNamed: false })).toEqual({ ...DEFAULT_QUOTAS, webhooks: 1 });
});

it("has those of the service where no file is, unless somebody named it", async () => {
  expect(await readQuotas(file, { isNamed: false })).toEqual(DEFAULT_QUOTAS);
  await expect(readQuotas(file, { isNamed: true })).rejects.toThrow(
    `The quotas cannot be read: there is no file ${file}. Correct PENSTOCK_QUOTAS_FILE.`,
  );
});

it("names the file whose quotas cannot be used, and why", async () => {
  await writeFile(file, JSON.stringify({ pipeline: 1 }));
  await expect(readQuotas(file, { isNamed: false })).rejects.toThrow(
    new RegExp(`^The quotas in ${file} cannot be used\\. .*pipeline.* The quotas are pipelines, `),
  );
});
