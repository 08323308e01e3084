import { createHash } from "node:crypto";
import { constants, createReadStream } from "node:fs";
import { copyFile, mkdir, mkdtemp, readdir, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import type { ArtifactLocation } from "../artifacts/artifact-store";
import { exists, findText, unlessMissing } from "../is-missing";
import { objectMetadata, type ObjectMetadata } from "./object-metadata";

/** Not a possible bucket name, so it never collides with one. */
const VERSIONS = ".versions";
/** Of each object. A bucket of AWS keeps all; here they would fill the disk. */
const MOST_KEPT = 20;

/** Where a version of an object is kept, if it is. Null for what cannot be the id of a version. */
export function keptVersionFile(root: string, location: ArtifactLocation, versionId: string): string | null {
  return /^[0-9a-f]{32}$/.test(versionId) ? path.join(directoryOf(root, location), versionId) : null;
}

/** The ids of the versions that are kept of an object, in no order. */
export async function keptVersionIds(root: string, location: ArtifactLocation): Promise<readonly string[]> {
  const names = (await unlessMissing(readdir(directoryOf(root, location)))) ?? [];
  return names.filter((name) => !name.startsWith("."));
}

/** What a kept version carries beside its bytes; empty for one that was kept without any. */
export async function keptVersionMetadata(
  root: string,
  location: ArtifactLocation,
  versionId: string,
): Promise<ObjectMetadata> {
  const text = await findText(metadataFile(directoryOf(root, location), versionId));
  return text === null ? {} : objectMetadata.parse(JSON.parse(text));
}

/** Forgets a version, with what it carries. One that is not kept is no error. */
export async function removeKeptVersion(root: string, location: ArtifactLocation, versionId: string): Promise<void> {
  if (keptVersionFile(root, location, versionId) !== null) await remove(directoryOf(root, location), versionId);
}

/**
 * Keeps an object as it is now, with its metadata: of the same bytes put again the newest. Of more than twenty versions
 * the oldest go.
 * @returns the file of the version, which nobody changes
 */
export async function keepVersion(
  root: string,
  location: ArtifactLocation,
  object: { readonly file: string; readonly versionId: string; readonly metadata: ObjectMetadata },
): Promise<string> {
  const directory = directoryOf(root, location);
  await mkdir(directory, { recursive: true });
  const draft = await mkdtemp(path.join(directory, ".draft-"));
  try {
    await keepMetadata(directory, draft, object);
    const known = path.join(directory, object.versionId);
    if (await exists(known)) return known;
    const copy = path.join(draft, "object");
    await copyFile(object.file, copy, constants.COPYFILE_FICLONE);
    const { atime, mtime } = await stat(object.file);
    await utimes(copy, atime, mtime);
    // The object may have been replaced meanwhile: what was copied says which version it is.
    const kept = path.join(directory, await versionIdOf(copy));
    await rename(copy, kept);
    await removeOldest(directory);
    return kept;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function keepMetadata(
  directory: string,
  draft: string,
  { versionId, metadata }: { readonly versionId: string; readonly metadata: ObjectMetadata },
): Promise<void> {
  const file = metadataFile(directory, versionId);
  if (Object.keys(metadata).length === 0) return rm(file, { force: true });
  const written = path.join(draft, "metadata");
  await writeFile(written, JSON.stringify(metadata));
  await rename(written, file);
}

/** Beside the version, under a name that is no version's. */
function metadataFile(directory: string, versionId: string): string {
  return path.join(directory, `.${versionId}.json`);
}

async function remove(directory: string, versionId: string): Promise<void> {
  await rm(path.join(directory, versionId), { force: true });
  await rm(metadataFile(directory, versionId), { force: true });
}

/** The id of a version follows from its bytes. */
async function versionIdOf(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex").slice(0, 32);
}

/** Keys may be longer than names of files and hold any character. */
function directoryOf(root: string, { bucket, key }: ArtifactLocation): string {
  const object = createHash("sha256")
    .update(JSON.stringify([bucket, key]))
    .digest("hex");
  return path.join(root, VERSIONS, object.slice(0, 32));
}

/** By when they were kept, which is the time of change of the file's entry. */
async function removeOldest(directory: string): Promise<void> {
  const names = (await readdir(directory)).filter((name) => !name.startsWith("."));
  if (names.length <= MOST_KEPT) return;
  const files = await Promise.all(
    names.map(async (name) => ({ name, keptAt: (await stat(path.join(directory, name))).ctimeMs })),
  );
  const oldest = files.toSorted((a, b) => a.keptAt - b.keptAt).slice(0, files.length - MOST_KEPT);
  for (const { name } of oldest) await remove(directory, name);
}
