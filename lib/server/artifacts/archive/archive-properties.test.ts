import fc from "fast-check";
import { expect, it } from "vitest";
import { applyComparison, compareFiles } from "@/lib/pipeline/artifact-files/compare-files";
import { fileTree } from "@/lib/pipeline/artifact-files/file-tree";
import { zipOf } from "../testing/zip-of";
import { listBuffer, readEntryOf } from "../testing/list-buffer";

const name = fc.stringMatching(/^[a-z][a-z0-9 ._-]{0,6}$/).filter((text) => !/^\.|\.$/.test(text));
const content = fc.oneof(fc.string({ maxLength: 300 }), fc.constant("x".repeat(5_000)));
/** No path may be a folder of another: such archives are another test's. */
const files = fc
  .dictionary(
    fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => parts.join("/")),
    content,
    { maxKeys: 12 },
  )
  .filter((all) => !Object.keys(all).some((path) => Object.keys(all).some((other) => other.startsWith(`${path}/`))));

const asZip = (all: Record<string, string>) =>
  zipOf(Object.entries(all).map(([path, text]) => ({ path, content: text })));

it("lists what was packed, with its sizes, and gives back its content", async () => {
  await fc.assert(
    fc.asyncProperty(files, async (all) => {
      const zip = await asZip(all);
      const { listing, bytes } = await listBuffer(zip);
      expect(listing.findings).toEqual([]);
      const sizes = listing.entries.map(({ path, sizeBytes }) => [path, sizeBytes]);
      expect(sizes).toEqual(Object.entries(all).map(([path, text]) => [path, Buffer.byteLength(text)]));
      const total = fileTree(listing.entries).reduce((sum, node) => sum + node.sizeBytes, 0);
      expect(total).toBe(Object.values(all).reduce((sum, text) => sum + Buffer.byteLength(text), 0));
      for (const entry of listing.entries) {
        expect((await readEntryOf(zip, bytes, entry)).toString()).toBe(all[entry.path]);
      }
    }),
    { numRuns: 40 },
  );
});

it("compares any two so that what changed, applied to the first, is the second", async () => {
  await fc.assert(
    fc.asyncProperty(files, files, async (one, other) => {
      const [before, after] = await Promise.all([listBuffer(await asZip(one)), listBuffer(await asZip(other))]);
      const [old, now] = [before.listing.entries, after.listing.entries];
      const comparison = compareFiles({ before: old, after: now });
      const applied = applyComparison(old, comparison);
      expect([...applied.keys()].toSorted()).toEqual(Object.keys(other).toSorted());
      for (const entry of now) {
        expect(applied.get(entry.path)).toMatchObject({ sizeBytes: entry.sizeBytes, crc32: entry.crc32 });
      }
      const same = comparison.filter(({ change }) => change === "same").map(({ path }) => path);
      expect(same).toEqual(
        Object.keys(one)
          .filter((path) => one[path] === other[path])
          .toSorted(),
      );
    }),
    { numRuns: 40 },
  );
});
