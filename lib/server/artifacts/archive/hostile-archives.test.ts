import { buffer } from "node:stream/consumers";
import { deflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { ZipFile } from "yazl";
import { listBuffer, readEntryOf } from "../testing/list-buffer";
import { replaceBytes, zipOf } from "../testing/zip-of";
import { ARCHIVE_READ_LIMITS } from "./limits";
import type { ObjectListing } from "./list-object";

const text = (path: string, content = "x") => ({ path, content });
const codes = ({ findings }: ObjectListing) => findings.map(({ code }) => code);

/** The list of a ZIP, header by header: offset of each in the archive. */
function headersOf(zip: Buffer): number[] {
  const found: number[] = [];
  for (let at = zip.indexOf("PK\x01\x02"); at !== -1; at = zip.indexOf("PK\x01\x02", at + 4)) found.push(at);
  return found;
}

describe("an archive with hostile names", () => {
  it.each([
    ["aa/aa/evil", "../../evil", "name-climbs"],
    ["xetc/passwd", "/etc/passwd", "name-absolute"],
    ["x.txt.exe", "x\0txt.exe", "name-unseen"],
    ["abcdeftxt.exe", "abc\xe2\x80\xaetxt.exe", "name-unseen"],
  ])("is listed with all else in it: %j as %j", async (from, to, code) => {
    const { listing } = await listBuffer(replaceBytes(await zipOf([text(from), text("ok.txt")]), [from, to]));
    expect(codes(listing)).toContain(code);
    expect(listing.entries.map(({ path }) => path)).toContain("ok.txt");
  });

  it("takes a name of 64 KB and two entries of one name, and reads either", async () => {
    const twice = replaceBytes(await zipOf([text("same", "first"), text("sbme", "second"), text("n".repeat(65_000))]), [
      "sbme",
      "same",
    ]);
    const { listing, bytes } = await listBuffer(twice);
    expect(codes(listing)).toEqual(["name-duplicate", "name-long"]);
    const [first, second] = listing.entries;
    if (!first || !second) throw new Error("Both are listed.");
    expect(first.id).not.toBe(second.id);
    expect(String(await readEntryOf(twice, bytes, first))).toBe("first");
    expect(String(await readEntryOf(twice, bytes, second))).toBe("second");
  });

  it("shows where a link leads and never follows it", async () => {
    const zip = await zipOf([{ path: "link", content: "/etc/passwd", mode: 0o120777 }]);
    const { listing, bytes } = await listBuffer(zip);
    expect(codes(listing)).toEqual(["link"]);
    const [link] = listing.entries;
    if (!link) throw new Error("It is listed.");
    expect(String(await readEntryOf(zip, bytes, link))).toBe("/etc/passwd");
  });
});

describe("an archive that swells", () => {
  it("is told by its list, without being unpacked", async () => {
    const { listing } = await listBuffer(await zipOf([{ path: "zeros", content: Buffer.alloc(30_000_000) }]));
    expect(codes(listing)).toEqual(["swells"]);
  });

  it("gives no more than its list says", async () => {
    const zip = await zipOf([{ path: "zeros", content: Buffer.alloc(3_000_000) }]);
    for (const header of headersOf(zip)) zip.writeUInt32LE(1_000, header + 24);
    const { listing, bytes } = await listBuffer(zip);
    const [entry] = listing.entries;
    if (!entry) throw new Error("It is listed.");
    await expect(readEntryOf(zip, bytes, entry)).rejects.toThrow(
      /zeros cannot be read from the artifact: too many bytes/,
    );
  });

  it("is found out when its entries share their bytes", async () => {
    const zip = await zipOf(["a", "b", "c"].map((path) => ({ path, content: "x".repeat(5_000), compress: false })));
    for (const header of headersOf(zip)) zip.writeUInt32LE(0, header + 42);
    expect(codes((await listBuffer(zip)).listing)).toEqual(["overlap", "overlap"]);
  });
});

describe("a broken archive", () => {
  it("that is cut short says so", async () => {
    const zip = await zipOf([text("a", "x".repeat(1_000)), text("b")]);
    const { listing } = await listBuffer(zip.subarray(0, zip.length - 30));
    expect([listing.format, codes(listing)]).toEqual(["binary", ["archive-truncated"]]);
  });

  it("lists what there is before its list breaks off", async () => {
    const zip = await zipOf([text("a"), text("b"), text("c")]);
    zip.write("XX", headersOf(zip)[2] ?? 0);
    const { listing } = await listBuffer(zip);
    expect([listing.entries.length, listing.entryCount, codes(listing)]).toEqual([2, 3, ["directory-broken"]]);
  });

  it("that hides some of its list says so", async () => {
    const zip = await zipOf([text("seen"), text("hidden")]);
    const end = zip.lastIndexOf("PK\x05\x06");
    zip.writeUInt16LE(1, end + 8);
    zip.writeUInt16LE(1, end + 10);
    const { listing } = await listBuffer(zip);
    expect([listing.entries.map(({ path }) => path), codes(listing)]).toEqual([["seen"], ["directory-hides"]]);
  });

  it("with another checksum does not pass for whole", async () => {
    const zip = await zipOf([{ path: "a", content: "good", compress: false }]);
    const [entry] = (await listBuffer(zip)).listing.entries;
    if (!entry) throw new Error("It is listed.");
    const bad = replaceBytes(zip, ["good", "evil"]);
    await expect(readEntryOf(bad, (await listBuffer(bad)).bytes, entry)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("checksum (CRC-32)"),
    });
  });

  it("with data that is no data, or entries that lead nowhere, fails for that entry alone", async () => {
    const zip = await zipOf([text("a", "x".repeat(2_000)), text("b", "fine")]);
    const at = zip.indexOf(deflateRawSync("x".repeat(2_000)).subarray(0, 3));
    zip.fill(0xff, at, at + 6);
    const { listing, bytes } = await listBuffer(zip);
    const [a, b] = listing.entries;
    if (!a || !b) throw new Error("Both are listed.");
    await expect(readEntryOf(zip, bytes, a)).rejects.toMatchObject({ code: "conflict" });
    expect(String(await readEntryOf(zip, bytes, b))).toBe("fine");
    const nowhere = { ...b, headerAt: 2 ** 50 };
    await expect(readEntryOf(zip, bytes, nowhere)).rejects.toMatchObject({ message: expect.stringContaining("EOF") });
    const inside = { ...b, headerAt: 3 };
    await expect(readEntryOf(zip, bytes, inside)).rejects.toMatchObject({ code: "conflict" });
  });

  it("that is encrypted, or packed in a way nobody reads here, is listed and says so", async () => {
    const zip = await zipOf([text("secret"), text("odd"), text("plain")]);
    const [first = 0, second = 0] = headersOf(zip);
    zip.writeUInt16LE(zip.readUInt16LE(first + 8) | 1, first + 8);
    zip.writeUInt16LE(98, second + 10);
    const { listing, bytes } = await listBuffer(zip);
    expect(codes(listing)).toEqual(["encrypted", "compression"]);
    expect(listing.entries.map(({ unreadable }) => unreadable)).toEqual(["encrypted", "unknown compression", null]);
    const [entry] = listing.entries;
    if (!entry) throw new Error("It is listed.");
    await expect(readEntryOf(zip, bytes, entry)).rejects.toMatchObject({
      message: expect.stringContaining("encrypted"),
    });
  });

  it("of zip64 is read like any other", async () => {
    const zip = new ZipFile();
    zip.addBuffer(Buffer.from("hello"), "a.txt", { forceZip64Format: true });
    zip.end({ forceZip64Format: true, comment: "" });
    // yazl's stream is Node's own, typed before Node's types had iterators.
    const content = await buffer(zip.outputStream as NodeJS.ReadableStream);
    const { listing, bytes } = await listBuffer(content);
    expect(listing).toMatchObject({ findings: [], entries: [{ path: "a.txt", sizeBytes: 5 }] });
    const [entry] = listing.entries;
    if (!entry) throw new Error("It is listed.");
    expect(String(await readEntryOf(content, bytes, entry))).toBe("hello");
  });

  it("that says anything of itself at random never crashes the reader", async () => {
    const zip = await zipOf([text("a/b.txt", "x".repeat(500)), text("c"), { path: "d/", content: "" }]);
    for (let at = 0; at < zip.length; at += 1) {
      const bent = Buffer.from(zip);
      bent[at] = (bent[at] ?? 0) ^ 0xff;
      const { listing, bytes } = await listBuffer(bent);
      const failures = await Promise.all(
        listing.entries.map((entry) =>
          readEntryOf(bent, bytes, entry).then(
            () => "PenstockError",
            (error: Error) => error.name,
          ),
        ),
      );
      expect(new Set(["PenstockError", ...failures])).toEqual(new Set(["PenstockError"]));
    }
  });
});

describe("an archive with too much in it", () => {
  it("is listed as far as the limit, and says how much there is", async () => {
    const zip = await zipOf(Array.from({ length: 40 }, (_unused, index) => text(`f${index}`)));
    const few = await listBuffer(zip, { ...ARCHIVE_READ_LIMITS, entries: 10 });
    expect([few.listing.entries.length, few.listing.entryCount]).toEqual([10, 40]);
    expect(few.listing.findings[0]?.message).toContain("lists 40 entries; the first 10 are shown");
    const short = await listBuffer(zip, { ...ARCHIVE_READ_LIMITS, directoryBytes: 500 });
    expect(short.listing.entries.length).toBeLessThan(11);
    expect(codes(short.listing)).toEqual(["too-many-entries"]);
  });

  it("of a million entries is listed as far as any other", async () => {
    const header = Buffer.alloc(47);
    header.writeUInt32LE(0x02014b50, 0);
    header.writeUInt16LE(1, 28);
    header.write("a", 46);
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(0xffff, 10);
    const zip = Buffer.concat([...Array.from({ length: 1_000_000 }, () => header), end]);
    const { listing } = await listBuffer(zip);
    expect(listing.entries).toHaveLength(50_000);
    expect(codes(listing)).toContain("too-many-entries");
    expect(listing.findings.length).toBeLessThan(30);
  });
});
