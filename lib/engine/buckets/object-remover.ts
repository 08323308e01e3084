import { readdir, realpath, rm, rmdir } from "node:fs/promises";
import path from "node:path";
import type { ArtifactLocation } from "../artifacts/artifact-store";
import { placeOf } from "../artifacts/place-of";
import { isMissing, unlessMissing } from "../is-missing";
import { removeKeptVersion } from "./kept-versions";
import { isInside } from "../artifacts/resolve-inside";

/** Removes objects and buckets of this machine. */
export interface ObjectRemover {
  /** Versions that were kept of the object stay. One that is not there is no error. @throws ArtifactError */
  remove(location: ArtifactLocation): Promise<void>;
  /** A version that was kept of an object. One that is not there is no error. */
  removeVersion(location: ArtifactLocation, versionId: string): Promise<void>;
  /** @returns false, and changes nothing, while there are objects in it. @throws ArtifactError */
  removeBucket(bucket: string): Promise<boolean>;
}

/** @param roots directories that hold a directory per bucket */
export function createObjectRemover(roots: readonly string[]): ObjectRemover {
  return {
    async remove(location) {
      for (const root of roots) await removeFile(path.join(root, location.bucket), placeOf(root, location));
    },
    async removeVersion(location, versionId) {
      for (const root of roots) await removeKeptVersion(root, location, versionId);
    },
    async removeBucket(bucket) {
      const directories = roots.map((root) => path.dirname(placeOf(root, { bucket, key: "x" })));
      const isEmpty = await Promise.all(directories.map(isWithoutFiles));
      if (isEmpty.includes(false)) return false;
      const removed = await Promise.all(directories.map(removeEmpty));
      return !removed.includes(false);
    },
  };
}

/** What a link in the bucket leads to is not the bucket's. */
async function removeFile(bucket: string, file: string): Promise<void> {
  try {
    const [realBucket, realDirectory] = [await realpath(bucket), await realpath(path.dirname(file))];
    if (!isInside(realBucket, realDirectory)) return;
    await rm(file);
    for (let folder = path.dirname(file); folder !== bucket; folder = path.dirname(folder)) await rmdir(folder);
  } catch (error) {
    // A folder of this name is no object, and one that holds others stays.
    if (!isMissing(error) && !isCode(error, "ERR_FS_EISDIR", "ENOTEMPTY", "EEXIST", "ENAMETOOLONG")) throw error;
  }
}

async function isWithoutFiles(directory: string): Promise<boolean> {
  const entries = await entriesOf(directory);
  if (entries.some((entry) => !entry.isDirectory())) return false;
  const inner = await Promise.all(entries.map(({ name }) => isWithoutFiles(path.join(directory, name))));
  return !inner.includes(false);
}

/** Directories alone, so that what is put meanwhile is not lost. */
async function removeEmpty(directory: string): Promise<boolean> {
  const entries = await entriesOf(directory);
  for (const entry of entries) if (!(await removeEmpty(path.join(directory, entry.name)))) return false;
  try {
    await rmdir(directory);
  } catch (error) {
    if (isCode(error, "ENOTEMPTY", "EEXIST", "ENOTDIR")) return false;
    if (!isMissing(error)) throw error;
  }
  return true;
}

async function entriesOf(directory: string) {
  return (await unlessMissing(readdir(directory, { withFileTypes: true }))) ?? [];
}

function isCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && "code" in error && codes.some((code) => code === error.code);
}
