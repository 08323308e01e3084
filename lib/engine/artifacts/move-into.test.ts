import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createObjectRemover } from "../buckets/object-remover";
import { moveInto } from "./move-into";

const WRITERS = 16;
const ROUNDS = 150;

let root: string;
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), "move-into-"));
});
afterEach(() => rm(root, { recursive: true }));

async function fileOf(name: string): Promise<string> {
  const file = path.join(root, name);
  await writeFile(file, name);
  return file;
}

it("moves while others delete the last object of the same directories", async () => {
  const bucket = "my-site";
  const remover = createObjectRemover([root]);
  await mkdir(path.join(root, bucket));
  const writers = Array.from({ length: WRITERS }, async (_, writer) => {
    const key = `x/y/z/${writer}`;
    for (let round = 0; round < ROUNDS; round += 1) {
      await moveInto(path.join(root, bucket, key), await fileOf(`incoming-${writer}`));
      await remover.remove({ bucket, key });
    }
  });
  await Promise.all(writers);
  await moveInto(path.join(root, bucket, "x/y"), await fileOf("last"));
  expect(await readFile(path.join(root, bucket, "x/y"), "utf8")).toBe("last");
});

it("fails when there is nothing to move, or a file is in the way", async () => {
  const place = path.join(root, "a", "b");
  await expect(moveInto(place, path.join(root, "none"))).rejects.toMatchObject({ code: "ENOENT" });
  await moveInto(place, await fileOf("one"));
  await expect(moveInto(path.join(place, "c"), await fileOf("two"))).rejects.toMatchObject({ code: "EEXIST" });
});
