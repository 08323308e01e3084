import { createWriteStream, readFileSync, realpathSync, statSync } from "node:fs";
import { mkdir, symlink } from "node:fs/promises";
import path from "node:path";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { fromBufferPromise, openPromise, type Entry, type Options, type ZipFile } from "yauzl";
import type { ArchiveLimits } from "./archive-limits";
import { ArtifactError } from "./artifact-error";
import { isInside, resolveInside } from "./resolve-inside";

const FILE_TYPE_MASK = 0o170000;
const LINK_TYPE = 0o120000;
const LONGEST_LINK = 4096;
/** So small an archive is read at once: a few system calls, where as many through the thread pool cost a process start. */
const READ_AT_ONCE_BYTES = 64 * 1024;
/** How an artifact begins that a source action has put out under CODEBUILD_CLONE_REF. */
export const CLONE_REFERENCE_START = '{"cloneReference":';
const ZIP_OPTIONS: Options = { lazyEntries: true, autoClose: false, strictFileNames: true };

/**
 * Unpacks a ZIP into an existing empty directory. Of two entries of one name the later counts. Links are made last, so
 * that no entry is ever written through one, and each must resolve inside the directory.
 * @throws ArtifactError for an archive that is broken, over the limits or reaches outside
 */
export async function unpackZip(archive: string, directory: string, limits: ArchiveLimits): Promise<void> {
  const root = realpathSync.native(directory);
  const zip = await openZip(archive);
  try {
    await unpackEntries(zip, root, limits);
  } catch (error) {
    if (error instanceof ArtifactError) throw error;
    throw new ArtifactError(`The artifact cannot be unpacked: ${messageOf(error)}`, { cause: error });
  } finally {
    zip.close();
  }
}

async function openZip(archive: string): Promise<ZipFile> {
  try {
    if (statSync(archive).size > READ_AT_ONCE_BYTES) return await openPromise(archive, ZIP_OPTIONS);
    return await fromBufferPromise(readFileSync(archive), ZIP_OPTIONS);
  } catch (error) {
    const reason = isCloneReference(archive)
      ? "The artifact only refers to a commit, which nothing but CodeBuild can clone: set OutputArtifactFormat of its source action to CODE_ZIP."
      : `The artifact is not a ZIP file: ${messageOf(error)}`;
    throw new ArtifactError(reason, { cause: error });
  }
}

function isCloneReference(file: string): boolean {
  return statSync(file).size <= READ_AT_ONCE_BYTES && readFileSync(file, "utf8").startsWith(CLONE_REFERENCE_START);
}

async function unpackEntries(zip: ZipFile, root: string, limits: ArchiveLimits): Promise<void> {
  if (zip.entryCount > limits.entries) {
    throw new ArtifactError(`The artifact holds ${zip.entryCount} files; ${limits.entries} is the most accepted.`);
  }
  const links: { readonly name: string; readonly target: string }[] = [];
  let totalBytes = 0;
  let packedBytes = 0;
  for await (const entry of zip.eachEntry()) {
    totalBytes += entry.uncompressedSize;
    packedBytes += entry.compressedSize;
    checkSize(totalBytes, packedBytes, limits);
    if (isLink(entry)) links.push({ name: entry.fileName, target: await readLink(zip, entry) });
    else await unpackEntry(zip, entry, root);
  }
  for (const link of links) await makeLink(root, link.name, link.target);
  for (const link of links) await checkLink(root, link.name);
}

function checkSize(totalBytes: number, packedBytes: number, limits: ArchiveLimits): void {
  if (totalBytes > limits.totalBytes) {
    throw new ArtifactError(`The artifact unpacks to more than ${limits.totalBytes} bytes, the most accepted.`);
  }
  if (totalBytes > limits.ratioFromBytes && totalBytes > packedBytes * limits.ratio) {
    throw new ArtifactError(`The artifact swells to more than ${limits.ratio} times its size and is refused.`);
  }
}

async function unpackEntry(zip: ZipFile, entry: Entry, root: string): Promise<void> {
  const file = placeOf(root, entry.fileName);
  if (entry.fileName.endsWith("/")) {
    await mkdir(file, { recursive: true });
    return;
  }
  await mkdir(path.dirname(file), { recursive: true });
  await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(file, { mode: modeOf(entry) }));
}

/** Only the permission bits, and always readable and writable by us: archives made elsewhere often carry none. */
function modeOf(entry: Entry): number {
  return ((entry.externalFileAttributes >>> 16) & 0o777 || 0o644) | 0o600;
}

function placeOf(root: string, name: string): string {
  const file = path.join(root, name);
  if (file === root || !isInside(root, file)) throw outside(name);
  return file;
}

function isLink(entry: Entry): boolean {
  return ((entry.externalFileAttributes >>> 16) & FILE_TYPE_MASK) === LINK_TYPE;
}

async function readLink(zip: ZipFile, entry: Entry): Promise<string> {
  if (entry.uncompressedSize > LONGEST_LINK) throw outside(entry.fileName);
  const target = (await buffer(await zip.openReadStreamPromise(entry))).toString("utf8");
  if (target === "" || target.includes("\0") || path.isAbsolute(target)) throw outside(entry.fileName);
  return target;
}

async function makeLink(root: string, name: string, target: string): Promise<void> {
  const link = placeOf(root, name);
  const parent = await resolveInside(root, path.dirname(name));
  if (parent !== path.dirname(link)) throw outside(name);
  await mkdir(parent, { recursive: true });
  await symlink(target, link);
}

async function checkLink(root: string, name: string): Promise<void> {
  if ((await resolveInside(root, name)) === null) throw outside(name);
}

function outside(name: string): ArtifactError {
  return new ArtifactError(`The artifact entry ${JSON.stringify(name)} reaches outside the artifact and is refused.`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
