import { execFileSync } from "node:child_process";
import { chmod, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createFileArtifactStore } from "../../artifacts/file-artifact-store";
import { removeDirectory } from "../../remove-directory";
import type { ArtifactRule } from "./buildspec";
import { selectFiles } from "./select-files";

let scratch: string;
let source: string;
beforeEach(async () => {
  scratch = await realpath(await mkdtemp(path.join(tmpdir(), "select-")));
  source = path.join(scratch, "attempt", "src");
  await mkdir(path.join(source, "dist", "sub"), { recursive: true });
  for (const name of ["dist/a.js", "dist/sub/b.js", "c.txt"]) await writeFile(path.join(source, name), name);
});
afterEach(() => removeDirectory(scratch));

async function select(rule: ArtifactRule) {
  const { entries, notes } = await selectFiles({ directory: source, boundary: path.dirname(source), rule });
  return { paths: entries.map((entry) => entry.path), notes, entries };
}

it.each([
  ["removed", async () => undefined],
  ["replaced by a link to anywhere", async () => symlink("/", source)],
])("finds nothing when the source directory was %s", async (_what, replace) => {
  await rm(source, { recursive: true });
  await replace();
  for (const rule of [{ files: ["**/*"] }, { files: ["**/*"], "base-directory": "d*" }]) {
    expect((await select(rule)).paths).toEqual([]);
  }
});

it("leaves out trees that are deeper than a path may be long, and says so", async () => {
  const name = "d".repeat(200);
  execFileSync("bash", ["-c", `for i in {1..30}; do mkdir ${name} && cd ${name} || exit 1; done; touch file`], {
    cwd: source,
  });
  const { paths, notes } = await select({ files: ["**/*"] });
  expect(paths).toEqual(["c.txt", "dist/a.js", "dist/sub/b.js"]);
  expect(notes).toEqual([`Left out ${name}: it cannot be read`]);
});

// Root may read everything.
it.runIf(process.getuid?.() !== 0)("leaves out what the build has closed, and says so", async () => {
  await chmod(path.join(source, "dist", "sub"), 0o000);
  await chmod(path.join(source, "c.txt"), 0o000);
  const { paths, notes } = await select({ files: ["**/*"] });
  await chmod(path.join(source, "dist", "sub"), 0o700);
  expect(paths).toEqual(["dist/a.js"]);
  expect(notes).toEqual(["Left out c.txt: it cannot be read", "Left out dist/sub: it cannot be read"]);
});

it("packs nothing of what lies outside, however a pattern or a link names it", async () => {
  await writeFile(path.join(scratch, "secret"), "");
  await symlink("/etc", path.join(source, "etc"));
  await symlink("../../secret", path.join(source, "up"));
  await symlink("loop", path.join(source, "loop"));
  await symlink("etc/passwd", path.join(source, "through"));
  await symlink("nothing", path.join(source, "dangling"));
  for (const links of [false, true]) {
    for (const files of [["**/*"], ["etc/passwd", "up", "loop", "through"], ["../../secret", "/etc/passwd", "etc/*"]]) {
      const { paths } = await select({ files, "enable-symlinks": links });
      const outside = paths.filter((name) => !/^(c\.txt|dist\/|dangling$)/.test(name));
      expect(outside, `${String(links)} ${files.join()}`).toEqual([]);
    }
  }
  for (const base of ["etc", "/etc", "..", "../..", "up", "loop", "e*"]) {
    expect(
      (await select({ files: ["**/*"], "base-directory": base })).paths.filter((name) => name === "passwd"),
    ).toEqual([]);
  }
});

it("says what became of links to directories, and keeps links where that is asked for", async () => {
  await symlink("dist", path.join(source, "latest"));
  await symlink("a.js", path.join(source, "dist", "main.js"));
  const followed = await select({ files: ["**/*"] });
  expect(followed.paths).toEqual(["c.txt", "dist/a.js", "dist/main.js", "dist/sub/b.js"]);
  expect(followed.notes).toEqual(["Left out latest: it is a link to a directory, which only enable-symlinks keeps"]);
  const kept = await select({ files: ["**/*"], "enable-symlinks": true });
  expect(kept.paths).toContain("latest");
});

it("leaves out pipes, and names that no archive can hold", async () => {
  execFileSync("mkfifo", [path.join(source, "pipe")]);
  await writeFile(path.join(source, "..\\..\\evil"), "");
  await writeFile(path.join(source, "C:drive"), "");
  await writeFile(Buffer.concat([Buffer.from(`${source}/bad-`), Buffer.from([0xff])]), "");
  const { entries, paths, notes } = await select({ files: ["*"] });
  expect(paths).toEqual(["c.txt"]);
  expect(notes.filter((note) => note.endsWith("an archive cannot hold its name"))).toHaveLength(3);
  const store = createFileArtifactStore(path.join(scratch, "store"));
  await store.putEntries({ bucket: "b", key: "k" }, entries);
  await store.putDirectory({ bucket: "b", key: "whole" }, source);
});
