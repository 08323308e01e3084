import { createWriteStream } from "node:fs";
import { lstat, readdir, readlink, realpath } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";
import type { ArchiveEntry } from "./artifact-store";
import { resolveInside } from "./resolve-inside";

const LINK_MODE = 0o120777;
/** Artifacts live on this machine for a while: packing fast matters more than packing tight. */
const COMPRESSION_LEVEL = 1;
/** The same files make the same archive, whenever they were written; DOS time begins here, in whatever zone. */
const SAME_TIME = { mtime: new Date(1980, 0, 1), forceDosTimestamp: true } as const;

/** Writes a ZIP of these entries, in this order. A symbolic link is kept as a link, an empty directory as an entry. */
export async function packZip(archive: string, entries: readonly ArchiveEntry[]): Promise<void> {
  const zip = new ZipFile();
  const written = pipeline(zip.outputStream, createWriteStream(archive, { flags: "wx" }));
  zip.on("error", (error: Error) => zip.outputStream.emit("error", error));
  const added = addEntries(zip, entries).then(
    () => zip.end(),
    (error: unknown) => {
      zip.outputStream.emit("error", error);
    },
  );
  await Promise.all([written, added]);
}

async function addEntries(zip: ZipFile, entries: readonly ArchiveEntry[]): Promise<void> {
  for (const entry of entries) {
    const stats = await lstat(entry.file);
    if (stats.isSymbolicLink()) {
      zip.addBuffer(Buffer.from(await readlink(entry.file)), entry.path, {
        ...SAME_TIME,
        mode: LINK_MODE,
        compress: false,
      });
    } else if (stats.isDirectory()) {
      zip.addEmptyDirectory(entry.path, SAME_TIME);
    } else {
      zip.addFile(entry.file, entry.path, {
        ...SAME_TIME,
        mode: stats.mode,
        compressionLevel: COMPRESSION_LEVEL,
      });
    }
  }
}

/**
 * A backslash is a folder's end in an archive, and `C:` a drive; names on this machine may have both, and bytes that
 * are no UTF-8, which Node reads as U+FFFD.
 */
export function canBePacked(name: string): boolean {
  return !/[\\\uFFFD]|^[A-Za-z]:/.test(name);
}

/** Everything in a directory, sorted by path. Links that leave it, sockets, devices and names that no archive can hold are left out. */
export async function entriesOfDirectory(directory: string): Promise<ArchiveEntry[]> {
  const root = await realpath(directory);
  const entries: ArchiveEntry[] = [];
  await collect(root, "", entries);
  return entries;
}

async function collect(root: string, folder: string, entries: ArchiveEntry[]): Promise<void> {
  const children = await readdir(path.join(root, folder), { withFileTypes: true });
  if (children.length === 0 && folder !== "") entries.push({ path: folder, file: path.join(root, folder) });
  for (const child of children.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const relativePath = folder === "" ? child.name : `${folder}/${child.name}`;
    const file = path.join(root, relativePath);
    if (!canBePacked(relativePath)) continue;
    if (child.isDirectory()) await collect(root, relativePath, entries);
    else if (child.isFile()) entries.push({ path: relativePath, file });
    else if (child.isSymbolicLink() && (await resolveInside(root, relativePath)) !== null) {
      entries.push({ path: relativePath, file });
    }
  }
}
