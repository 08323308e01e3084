import { createWriteStream } from "node:fs";
import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  symlink,
  utimes,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ZipFile } from "yazl";
import { DEFAULT_ARCHIVE_LIMITS } from "./archive-limits";
import { createFileArtifactStore } from "./file-artifact-store";

const LOCATION = { bucket: "artifact-bucket", key: "shop/SourceOut/abc" };

let scratch: string;
// Modes come back as they were under the usual umask.
beforeAll(() => void process.umask(0o022));
beforeEach(async () => {
  scratch = await mkdtemp(path.join(tmpdir(), "artifacts-"));
});
afterEach(() => rm(scratch, { recursive: true, force: true }));

async function folder(name: string): Promise<string> {
  const directory = path.join(scratch, name);
  await mkdir(directory, { recursive: true });
  return directory;
}

function store(limits = DEFAULT_ARCHIVE_LIMITS) {
  return createFileArtifactStore(path.join(scratch, "store"), limits);
}

async function zipFile(fill: (zip: ZipFile) => void, patch?: readonly [string, string]): Promise<string> {
  const file = path.join(scratch, "made.zip");
  const zip = new ZipFile();
  fill(zip);
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(file));
  if (patch) {
    const bytes = (await readFile(file)).toString("latin1").replaceAll(patch[0], patch[1]);
    await writeFile(file, Buffer.from(bytes, "latin1"));
  }
  return file;
}

it("makes the same bytes of the same files, whenever they were written", async () => {
  const places = ["one", "two"].map((key) => ({ bucket: "b", key }));
  for (const [index, place] of places.entries()) {
    const directory = await folder(place.key);
    await mkdir(path.join(directory, "empty"));
    await writeFile(path.join(directory, "b.txt"), "b");
    await symlink("b.txt", path.join(directory, "a-link"));
    for (const name of ["b.txt", "empty"]) await utimes(path.join(directory, name), 1000 + index * 86_400, 5);
    await store().putDirectory(place, directory);
  }
  const [one, two] = await Promise.all(places.map(async (place) => readFile(await store().pathOf(place))));
  expect(one).toEqual(two);
});

describe("packing and unpacking", () => {
  it("gives back files, executable bits, inner links and empty directories", async () => {
    const source = await folder("source/bin");
    await writeFile(path.join(source, "run.sh"), "#!/bin/sh\n");
    await chmod(path.join(source, "run.sh"), 0o755);
    await writeFile(path.join(source, "größe.txt"), "ü");
    await symlink("run.sh", path.join(source, "link"));
    await folder("source/empty");
    await store().putDirectory(LOCATION, path.join(scratch, "source"));
    const target = await folder("target");
    await store().extract(LOCATION, target);
    expect((await lstat(path.join(target, "bin/run.sh"))).mode & 0o777).toBe(0o755);
    expect(await readFile(path.join(target, "bin/größe.txt"), "utf8")).toBe("ü");
    expect(await readlink(path.join(target, "bin/link"))).toBe("run.sh");
    expect(await readdir(path.join(target, "empty"))).toEqual([]);
  });

  it("leaves out links that lead outside the directory", async () => {
    const source = await folder("source");
    await writeFile(path.join(scratch, "secret"), "s");
    await symlink("../secret", path.join(source, "relative"));
    await symlink("/etc/passwd", path.join(source, "absolute"));
    await writeFile(path.join(source, "kept"), "k");
    await store().putDirectory(LOCATION, source);
    const target = await folder("target");
    await store().extract(LOCATION, target);
    expect(await readdir(target)).toEqual(["kept"]);
  });

  it("leaves nothing behind when packing fails", async () => {
    const missing = { path: "a", file: path.join(scratch, "missing") };
    await expect(store().putEntries(LOCATION, [missing])).rejects.toThrow("ENOENT");
    await expect(store().pathOf(LOCATION)).rejects.toThrow("There is no object shop/SourceOut/abc");
    expect(await readdir(path.join(scratch, "store/.incoming"))).toEqual([]);
  });
});

describe("hostile archives", () => {
  async function extracting(file: string, limits = DEFAULT_ARCHIVE_LIMITS): Promise<void> {
    const target = await folder("deep/target");
    await store(limits).putFile(LOCATION, file);
    await store(limits).extract(LOCATION, target);
  }

  it("refuses an entry that climbs out", async () => {
    const file = await zipFile((zip) => zip.addBuffer(Buffer.from("x"), "aa/aa/evil"), ["aa/aa/evil", "../../evil"]);
    await expect(extracting(file)).rejects.toThrow(/cannot be unpacked|outside/);
    expect(await readdir(scratch)).not.toContain("evil");
  });

  async function leftOut(file: string): Promise<{ names: readonly string[]; found: readonly string[] }> {
    const target = await folder("deep/target");
    await store().putFile(LOCATION, file);
    const names: string[] = [];
    await store().extract(LOCATION, target, (name) => void names.push(name));
    return { names, found: await readdir(target) };
  }

  it.each(["/etc/cron.d", "../../out", "loop/../../out", "link"])(
    "leaves out a link to %s, and tells it",
    async (to) => {
      const file = await zipFile((zip) => {
        zip.addBuffer(Buffer.from(to), "link", { mode: 0o120777 });
        zip.addBuffer(Buffer.from("x"), "kept");
      });
      expect(await leftOut(file)).toEqual({ names: ["link"], found: ["kept"] });
    },
  );

  it("leaves out links that only together lead outside", async () => {
    const file = await zipFile((zip) => {
      zip.addBuffer(Buffer.from("../.."), "a/b/up", { mode: 0o120777 });
      zip.addBuffer(Buffer.from("a/b/up/../out"), "link", { mode: 0o120777 });
    });
    expect(await leftOut(file)).toEqual({ names: ["link"], found: ["a"] });
  });

  it("takes names that only other systems read otherwise, and no NUL", async () => {
    const names = ["C_x", "a_b"];
    const fill = (zip: ZipFile): void => names.forEach((name) => zip.addBuffer(Buffer.from("x"), name));
    const file = await zipFile(fill, ["C_x", "C:x"]);
    await writeFile(file, (await readFile(file, "latin1")).replaceAll("a_b", "a\\b"), "latin1");
    expect((await leftOut(file)).found.toSorted()).toEqual(["C:x", "a\\b"]);
    const withNul = await zipFile(fill, ["C_x", "C\0x"]);
    await expect(extracting(withNul)).rejects.toThrow("reaches outside the artifact");
  });

  it("never writes a file through a link of the same archive", async () => {
    const file = await zipFile((zip) => {
      zip.addBuffer(Buffer.from("../.."), "dir", { mode: 0o120777 });
      zip.addBuffer(Buffer.from("x"), "dir/evil");
    });
    await expect(extracting(file)).rejects.toThrow(/cannot be unpacked|outside/);
    expect(await readdir(scratch)).not.toContain("evil");
  });

  it("takes the later of two files of one name", async () => {
    const file = await zipFile((zip) => {
      zip.addBuffer(Buffer.from("the first, which is longer"), "a");
      zip.addBuffer(Buffer.from("the second"), "a");
    });
    await extracting(file);
    expect(await readFile(path.join(scratch, "deep/target/a"), "utf8")).toBe("the second");
  });

  it("refuses too many files, too many bytes and archives that swell", async () => {
    const file = await zipFile((zip) => {
      zip.addBuffer(Buffer.alloc(300_000), "zeros");
      zip.addBuffer(Buffer.from("x"), "x");
    });
    await expect(extracting(file, { ...DEFAULT_ARCHIVE_LIMITS, entries: 1 })).rejects.toThrow("holds 2 files");
    await expect(extracting(file, { ...DEFAULT_ARCHIVE_LIMITS, totalBytes: 1000 })).rejects.toThrow("1000 bytes");
    await expect(extracting(file, { ...DEFAULT_ARCHIVE_LIMITS, ratioFromBytes: 1 })).rejects.toThrow("swells");
  });

  it("takes what was packed here, however it shrank", async () => {
    await writeFile(path.join(await folder("source"), "zeros"), Buffer.alloc(4_000_000));
    await store().putDirectory(LOCATION, path.join(scratch, "source"));
    await store({ ...DEFAULT_ARCHIVE_LIMITS, ratioFromBytes: 1 }).extract(LOCATION, await folder("target"));
    expect((await lstat(path.join(scratch, "target/zeros"))).size).toBe(4_000_000);
  });

  it("says so when the object is not a ZIP or a name cannot be stored", async () => {
    const file = path.join(scratch, "text");
    await writeFile(file, "no zip");
    await expect(extracting(file)).rejects.toThrow("not a ZIP file");
    await expect(store().putFile({ bucket: "..", key: "x" }, file)).rejects.toThrow("not a bucket and key");
    await expect(store().putFile({ bucket: "b", key: "a/../../x" }, file)).rejects.toThrow("not a bucket and key");
  });
});
