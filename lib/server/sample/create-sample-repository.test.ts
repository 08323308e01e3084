import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, it } from "vitest";
import { validatePipeline } from "@/lib/pipeline/validation/validate-pipeline";
import { createSampleRepository } from "./create-sample-repository";
import { SAMPLE_PIPELINE } from "./sample-pipeline";

const folder = mkdtempSync(path.join(tmpdir(), "penstock-sample-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("is a repository with one commit, whose program has a port of its own and passes its tests", async () => {
  const directory = path.join(folder, "repositories", "hello-web");
  await createSampleRepository(path.resolve("prisma/seed/hello-web"), directory);
  const log = execFileSync("git", ["-C", directory, "log", "--format=%an|%s", "main"], { encoding: "utf8" });
  expect(log).toBe("Penstock sample|Say hello\n");
  const config: unknown = JSON.parse(readFileSync(path.join(directory, "config.json"), "utf8"));
  expect(config).toEqual({ port: expect.any(Number) as number });
  expect(execFileSync("git", ["-C", directory, "status", "--porcelain"], { encoding: "utf8" })).toBe("");
  expect(() => execFileSync("node", ["--test", directory], { stdio: "pipe" })).not.toThrow();
});

it("comes with a pipeline that AWS would accept", () => {
  expect(validatePipeline(SAMPLE_PIPELINE)).toEqual([]);
});
