import { createWriteStream, readFileSync, realpathSync, statSync } from "node:fs";
import { mkdir, rm, symlink } from "node:fs/promises";
import path from "node:path";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { fromBufferPromise, getFileNameLowLevel, openPromise, type Entry, type Options, type ZipFile } from "yauzl";
import type { ArchiveLimits } from "./archive-limits";
import { ArtifactError } from "./artifact-error";
import { isInside, resolveInside } from "./resolve-inside";

const FILE_TYPE_MASK = 0o170000;
const LINK_TYPE = 0o120000;
const LONGEST_LINK = 4096;
const FOLDER_END = "/".charCodeAt(0);
/** So small an archive is read at once: a few system calls, where as many through the thread pool cost a process start. */
const READ_AT_ONCE_BYTES = 64 * 1024;
/** How an artifact begins that a source action has put out under CODEBUILD_CLONE_REF. */
export const CLONE_REFERENCE_START = '{"cloneReference":';
/** Names are decoded here: a backslash and `C:` are letters like others in names of files on this machine. */
const ZIP_OPTIONS: Options = { lazyEntries: true, autoClose: false, decodeStrings: false };

interface UnpackOptions {
  readonly limits: ArchiveLimits;
  /** Hears of each link that leads outside. */
  onLeftOut(name: string): void;
}

/**
 * Unpacks a ZIP into an existing empty directory. Of two entries of one name the later counts. Links are made last, so
 * that no entry is ever written through one; those that do not resolve inside the directory are left out.
 * @throws ArtifactError for an archive that is broken, over the limits or reaches outside
 */
export async function unpackZip(archive: string, directory: string, options: UnpackOptions): Promise<void> {
  const root = realpathSync.native(directory);
  const zip = await openZip(archive);
  try {
    await unpackEntries(zip, root, options);
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

async function unpackEntries(zip: ZipFile, root: string, { limits, onLeftOut }: UnpackOptions): Promise<void> {
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
    const name = nameOf(entry);
    if (!isLink(entry)) await unpackEntry(zip, entry, placeOf(root, name));
    else links.push({ name, target: await readLink(zip, entry, name) });
  }
  const inner = links.filter(({ target }) => !path.isAbsolute(target));
  for (const link of inner) await makeLink(root, link.name, link.target);
  const leading = await Promise.all(inner.map(async ({ name }) => (await resolveInside(root, name)) === null));
  for (const [index, { name }] of inner.entries()) if (leading[index]) await rm(path.join(root, name));
  const leftOut = [...links.filter((link) => !inner.includes(link)), ...inner.filter((_link, index) => leading[index])];
  for (const { name } of leftOut) onLeftOut(name);
}

/** As it was written, in UTF-8 or in the code page of old. */
function nameOf({ generalPurposeBitFlag, fileNameRaw, extraFields }: Entry): string {
  const name = getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, true);
  if (name.startsWith("/") || name.includes("\0") || name.split("/").includes("..")) throw outside(name);
  return name;
}

function checkSize(totalBytes: number, packedBytes: number, limits: ArchiveLimits): void {
  if (totalBytes > limits.totalBytes) {
    throw new ArtifactError(`The artifact unpacks to more than ${limits.totalBytes} bytes, the most accepted.`);
  }
  if (totalBytes > limits.ratioFromBytes && totalBytes > packedBytes * limits.ratio) {
    throw new ArtifactError(`The artifact swells to more than ${limits.ratio} times its size and is refused.`);
  }
}

async function unpackEntry(zip: ZipFile, entry: Entry, file: string): Promise<void> {
  if (entry.fileNameRaw.at(-1) === FOLDER_END) {
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

async function readLink(zip: ZipFile, entry: Entry, name: string): Promise<string> {
  if (entry.uncompressedSize > LONGEST_LINK) throw outside(name);
  const target = (await buffer(await zip.openReadStreamPromise(entry))).toString("utf8");
  if (target === "" || target.includes("\0")) throw outside(name);
  return target;
}

async function makeLink(root: string, name: string, target: string): Promise<void> {
  const link = placeOf(root, name);
  const parent = await resolveInside(root, path.dirname(name));
  if (parent !== path.dirname(link)) throw outside(name);
  await mkdir(parent, { recursive: true });
  await symlink(target, link);
}

function outside(name: string): ArtifactError {
  return new ArtifactError(`The artifact entry ${JSON.stringify(name)} reaches outside the artifact and is refused.`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
