import { mkdir, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { ActionHarness } from "../../testing/action-harness";

const BUILD = { category: "Build", owner: "AWS", provider: "CodeBuild", version: "1" } as const;

let harness: ActionHarness;
beforeEach(async () => {
  harness = await ActionHarness.create();
  for (const name of ["Shop", "Other"]) harness.resources.push({ type: "build-project", name, cacheType: "LOCAL" });
});
afterEach(() => harness.dispose());

async function build(
  cache: string,
  commands: readonly string[],
  { files = {}, ProjectName = "Shop" }: { files?: Record<string, string>; ProjectName?: string } = {},
): Promise<readonly string[]> {
  const spec = `version: 0.2\nphases: { build: { commands: ${JSON.stringify(commands)} } }\ncache: ${cache}`;
  const input = await harness.input("SourceOut", { "buildspec.yml": spec, ...files });
  const job = { actionTypeId: BUILD, configuration: { ProjectName }, inputArtifacts: [input] };
  return (await harness.run(job)).lines.map((line) => line.replace(/^\[Container\] \S+ \S+ /, "> "));
}

const PATHS = "paths: ['deps/**/*', '/root/.tool/**/*']";
const FILL = ["mkdir -p deps/bin ~/.tool", "echo one > deps/a", "ln -s ../a deps/bin/a", "echo two > ~/.tool/b"];
const SHOW = ["cat deps/bin/a ~/.tool/b; true"];

it("gives a build of the project what the last one left in the source and at home", async () => {
  const saved = await build(`{ ${PATHS} }`, FILL);
  expect(saved).toContain("> No cache was found");
  expect(saved).toContain("> Saved 3 file(s) as the cache default");
  const restored = await build(`{ ${PATHS} }`, SHOW);
  expect(restored).toEqual(expect.arrayContaining(["> Restored the cache default", "one", "two"]));
  expect(await build(`{ ${PATHS} }`, SHOW, { ProjectName: "Other" })).toContain("> No cache was found");
});

it("keeps nothing for a project without a cache, and after a failed build", async () => {
  const plain = { ProjectName: "Plain" };
  await build(`{ ${PATHS} }`, FILL, plain);
  expect((await build(`{ ${PATHS} }`, SHOW, plain)).join("\n")).not.toContain("cache");
  await build(`{ ${PATHS} }`, [...FILL, "false"]);
  expect(await build(`{ ${PATHS} }`, SHOW)).toContain("> No cache was found");
});

it("finds a cache by its key, which may hash files, and else the newest of a fallback key", async () => {
  const cache = `{ key: 'npm-$(codebuild-hash-files lock.json)-$CODEBUILD_INITIATOR', fallback-keys: [yarn-, npm-], ${PATHS} }`;
  const first = (await build(cache, FILL, { files: { "lock.json": "1" } })).join("\n");
  const key = /as the cache (npm-[0-9a-f]{64}-codepipeline\/shop)$/m.exec(first)?.[1];
  expect(key).toBeDefined();
  expect(await build(cache, SHOW, { files: { "lock.json": "1" } })).toContain(`> Restored the cache ${key}`);
  const other = await build(cache, SHOW, { files: { "lock.json": "2" } });
  expect(other).toContain(`> Restored the cache ${key}`);
  expect(await build(`{ key: pip, ${PATHS} }`, SHOW)).toContain("> No cache was found");
});

it("only restores or only saves when the buildspec says so", async () => {
  await build(`{ action: restore, ${PATHS} }`, FILL);
  expect(await build(`{ ${PATHS} }`, FILL)).toContain("> No cache was found");
  const saving = await build(`{ action: save, ${PATHS} }`, ["ls"]);
  expect(saving.join("\n")).not.toContain("Restored");
});

it("never overwrites the source, and leaves out what is not of the build", async () => {
  await build(`{ ${PATHS} }`, FILL);
  const lines = await build("{ paths: [deps, /etc/passwd, ../../../x] }", ["cat deps/a"], {
    files: { "deps/a": "mine" },
  });
  expect(lines).toContain("mine");
  expect(lines.filter((line) => line.includes("is left out"))).toHaveLength(2);
});

it("survives builds that save at the same time, and a cache that is broken", async () => {
  const all = await Promise.all(Array.from({ length: 4 }, () => build(`{ ${PATHS} }`, FILL)));
  expect(all.every((lines) => lines.some((line) => line.startsWith("> Saved 3 file(s)")))).toBe(true);
  expect(await build(`{ ${PATHS} }`, SHOW)).toContain("one");
  const folder = path.join(harness.directory, "data", "codebuild", "cache", "Shop");
  await writeFile(path.join(folder, "default.zip"), "no archive");
  const lines = await build(`{ ${PATHS} }`, ["echo still built"]);
  expect(lines.join("\n")).toContain("The cache was not restored: The artifact is not a ZIP file");
  expect(lines).toContain("still built");
});

it("keeps the newest caches of a project only", async () => {
  const folder = path.join(harness.directory, "data", "codebuild", "cache", "Shop");
  await mkdir(folder, { recursive: true });
  for (let number = 0; number < 12; number += 1) await writeFile(path.join(folder, `old-${number}.zip`), "");
  await build(`{ key: new, ${PATHS} }`, FILL);
  const kept = await readdir(folder);
  expect(kept).toHaveLength(10);
  expect(kept).toContain("new.zip");
});

it("refuses more than five fallback keys", async () => {
  const lines = await build("{ key: a, fallback-keys: [1, 2, 3, 4, 5, 6], paths: [x] }", ["ls"]);
  expect(lines.join("\n")).toContain("cache.fallback-keys: has more than 5 keys");
});
