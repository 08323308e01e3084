import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createBuildDirectories, holdDirectories, type BuildDirectory } from "./build-directories";

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(path.join(tmpdir(), "build-directories-"));
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

const FREE = Promise.resolve();

/** Gives one back and takes the next, once that one has been kept or removed. */
async function turnOver(change: (directory: BuildDirectory) => void): Promise<[BuildDirectory, BuildDirectory]> {
  const directories = createBuildDirectories(parent);
  const first = directories.take();
  change(first);
  directories.giveBack(first, FREE);
  await settled();
  return [first, directories.take()];
}

/** Long enough for a small directory to be looked at. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 50));

it("gives every build empty directories of its own", () => {
  const directories = createBuildDirectories(path.join(parent, "work", "builds"));
  const taken = [directories.take(), directories.take()];
  expect(new Set(taken.flatMap((one) => Object.values(one))).size).toBe(8);
  for (const { root, source, home, temporary } of taken) {
    expect(readdirSync(root).toSorted()).toEqual(["home", "src", "tmp"]);
    expect([source, home, temporary].flatMap((one) => readdirSync(one))).toEqual([]);
  }
});

it("gives a directory to the next build that was left as it was made", async () => {
  const [first, next] = await turnOver(() => undefined);
  expect(next).toEqual(first);
});

it.each<[string, (directory: BuildDirectory) => void]>([
  ["a file in the source", ({ source }) => writeFileSync(path.join(source, "left"), "")],
  ["a file in the home", ({ home }) => writeFileSync(path.join(home, ".profile"), "")],
  ["a file beside them", ({ root }) => writeFileSync(path.join(root, "shell-state"), "")],
  ["a part missing", ({ temporary }) => rmSync(temporary, { recursive: true })],
  ["other permissions", ({ source }) => chmodSync(source, 0o777)],
  ["other permissions of all", ({ root }) => chmodSync(root, 0o755)],
  [
    "a link in place of a part",
    ({ home, source }) => {
      rmSync(home, { recursive: true });
      symlinkSync(source, home);
    },
  ],
])("removes one with %s", async (_left, change) => {
  const [first, next] = await turnOver(change);
  expect(next.root).not.toBe(first.root);
  await expect.poll(() => existsSync(first.root)).toBe(false);
});

it("follows no link that was put in its place", async () => {
  const elsewhere = path.join(parent, "elsewhere");
  mkdirSync(elsewhere);
  for (const part of ["home", "src", "tmp"]) mkdirSync(path.join(elsewhere, part));
  const [first, next] = await turnOver(({ root }) => {
    rmSync(root, { recursive: true });
    symlinkSync(elsewhere, root);
  });
  expect(next.root).not.toBe(first.root);
  expect(readdirSync(elsewhere)).toHaveLength(3);
});

it("gives nothing on while processes of its build may be left", async () => {
  const directories = createBuildDirectories(parent);
  const first = directories.take();
  let free: () => void = () => undefined;
  directories.giveBack(first, new Promise((resolve) => (free = resolve)));
  await settled();
  expect(directories.take().root).not.toBe(first.root);
  free();
  await settled();
  expect(directories.take()).toEqual(first);
});

it("keeps what a batch has to read until it is released", async () => {
  const directories = createBuildDirectories(parent);
  const held = holdDirectories(directories);
  const first = held.take();
  writeFileSync(path.join(first.source, "part"), "");
  held.giveBack(first, FREE);
  await settled();
  expect(readdirSync(first.source)).toEqual(["part"]);
  held.release();
  await expect.poll(() => existsSync(first.root)).toBe(false);
});

it("makes its parent again after the disk refused it", () => {
  const inTheWay = path.join(parent, "data");
  writeFileSync(inTheWay, "");
  const directories = createBuildDirectories(path.join(inTheWay, "builds"));
  expect(() => directories.take()).toThrow("ENOTDIR");
  rmSync(inTheWay);
  expect(existsSync(directories.take().source)).toBe(true);
});
