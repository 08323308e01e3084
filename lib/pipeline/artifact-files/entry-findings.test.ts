import { expect, it } from "vitest";
import { entryFindings, type PlacedEntry } from "./entry-findings";

let at = 0;
function entry(path: string, change: Partial<PlacedEntry> = {}): PlacedEntry {
  at += 1_000;
  const plain = { kind: "file", sizeBytes: 10, packedBytes: 10, crc32: 1, unreadable: null, headerAt: at } as const;
  return { id: path, path, ...plain, ...change };
}

it("finds nothing in an ordinary archive", () => {
  expect(
    entryFindings([entry("src/", { kind: "folder", sizeBytes: 0 }), entry("src/größe.ts"), entry("a b.txt")]),
  ).toEqual([]);
});

it.each([
  ["../../etc/passwd", "name-climbs"],
  ["a/../../b", "name-climbs"],
  ["/etc/passwd", "name-absolute"],
  ["C:/Windows/x", "name-absolute"],
  ["invoice\u202Egpj.exe", "name-unseen"],
  ["a\u0000.txt", "name-unseen"],
  ["bell\u0007", "name-unseen"],
  ["x".repeat(64_000), "name-long"],
  ["", "name-empty"],
])("warns of the name %j", (path, code) => {
  const findings = entryFindings([entry(path)]);
  expect(findings.map((finding) => finding.code)).toContain(code);
  for (const { message } of findings) {
    expect(message.length).toBeLessThan(250);
    expect(message).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  }
});

it("warns of two entries with one name, and of a name that is a file and a folder", () => {
  const codes = (entries: PlacedEntry[]) => entryFindings(entries).map(({ code, entryId }) => [code, entryId]);
  expect(codes([entry("a"), { ...entry("a"), id: "a 2" }])).toEqual([["name-duplicate", "a 2"]]);
  expect(codes([entry("a"), entry("a/", { kind: "folder" })])).toEqual([["name-duplicate", "a/"]]);
  expect(codes([entry("a/", { kind: "folder" }), entry("a/", { kind: "folder" })])).toEqual([]);
});

it("sees entries that share their bytes, and files that swell", () => {
  const shared = [entry("a", { headerAt: 0, packedBytes: 5_000 }), entry("b", { headerAt: 0, packedBytes: 5_000 })];
  expect(entryFindings(shared)).toMatchObject([{ code: "overlap", severity: "danger" }]);
  const bomb = entry("zeros", { sizeBytes: 4 * 1024 ** 3, packedBytes: 4_200_000 });
  expect(entryFindings([bomb])).toMatchObject([{ code: "swells", message: expect.stringContaining("1,023 times") }]);
});

it("tells a few of a kind and counts the rest, the worst first", () => {
  const many = Array.from({ length: 1_000 }, (_unused, index) => entry(`../${index}`));
  const findings = entryFindings([entry("link", { kind: "link" }), ...many]);
  expect(findings).toHaveLength(7);
  expect(findings.at(-1)?.code).toBe("link");
  expect(findings.some(({ message }) => message.startsWith("995 more"))).toBe(true);
});
