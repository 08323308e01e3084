import fc from "fast-check";
import { expect, it } from "vitest";
import { fileTree, foldersAbove, treeRows, type TreeEntry, type TreeNode } from "./file-tree";

function file(path: string, sizeBytes = 1): TreeEntry {
  return { id: path, path, kind: path.endsWith("/") ? "folder" : "file", sizeBytes, packedBytes: sizeBytes };
}

const rowsOf = (entries: TreeEntry[], isOpen: (id: string) => boolean = () => true) =>
  treeRows(fileTree(entries), isOpen).map(({ node, level }) => `${"  ".repeat(level - 1)}${node.name}`);

it("puts folders first, sorts by name and adds up what is below", () => {
  const entries = [file("b.txt", 5), file("src/z.ts", 2), file("src/lib/a.ts", 3), file("empty/"), file("a.txt")];
  expect(rowsOf(entries)).toEqual(["empty", "src", "  lib", "    a.ts", "  z.ts", "a.txt", "b.txt"]);
  const [, src] = fileTree(entries);
  expect(src).toMatchObject({ name: "src", sizeBytes: 5, fileCount: 2 });
});

it("leaves out what is in folders that are closed", () => {
  expect(rowsOf([file("a/b/c"), file("d")], (id) => id === "1:a/")).toEqual(["a", "  b", "d"]);
});

it("shows an absolute path and one that climbs as what they are", () => {
  expect(rowsOf([file("/etc/passwd"), file("../x")])).toEqual(["..", "  x", "/", "  etc", "    passwd"]);
});

it("names the folders above a file, as the tree does", () => {
  for (const path of ["a/b/c.txt", "/etc/passwd", "x//y/z"]) {
    const ids = new Set(treeRows(fileTree([file(path)]), () => true).map(({ node }) => node.id));
    for (const folder of foldersAbove(path)) expect(ids).toContain(folder);
    const open = new Set(foldersAbove(path));
    expect(treeRows(fileTree([file(path)]), (id) => open.has(id)).at(-1)?.node.entry?.path).toBe(path);
  }
});

it("tells apart a folder, and an entry or a deeper folder of the same path", () => {
  const deep = Array.from({ length: 24 }, (_unused, index) => `d${index}`).join("/");
  const nodes = treeRows(fileTree([file("a//"), file("a/"), file(`${deep}/`), file(`${deep}/x`)]), () => true);
  expect(new Set(nodes.map(({ node }) => node.id)).size).toBe(nodes.length);
});

it("holds every entry exactly once and keeps all sizes, whatever the names", () => {
  const part = fc.oneof(fc.constantFrom("a", "b", "..", "", ".", "__proto__"), fc.string({ maxLength: 4 }));
  const paths = fc.uniqueArray(
    fc.array(part, { minLength: 1, maxLength: 90 }).map((parts) => parts.join("/")),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(paths, (all) => {
      const entries = all.map((path, index) => file(path, index));
      const tree = fileTree(entries);
      const found = entriesOf(tree).map(({ id }) => id);
      expect(found.toSorted()).toEqual(all.toSorted());
      const files = entries.filter(({ kind }) => kind === "file");
      const total = tree.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
      // A folder entry may say a size of its own, which is nothing that is below it.
      expect(total).toBeGreaterThanOrEqual(files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0));
      const ids = treeRows(tree, () => true).map(({ node }) => node.id);
      expect(new Set(ids).size).toBe(ids.length);
    }),
    { examples: [[["/a", "//"]]], numRuns: 300 },
  );
});

function entriesOf(nodes: readonly TreeNode<TreeEntry>[]): TreeEntry[] {
  return nodes.flatMap(({ entry, children }) => [...(entry ? [entry] : []), ...entriesOf(children ?? [])]);
}
