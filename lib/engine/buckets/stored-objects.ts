import { createHash } from "node:crypto";
import { createReadStream, type Stats } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { ArtifactError } from "../artifacts/artifact-error";
import type { ArtifactLocation } from "../artifacts/artifact-store";
import { placeOf } from "../artifacts/place-of";
import { isMissing, unlessMissing } from "../is-missing";
import { listKeys } from "./list-keys";
import { keepVersion, keptVersionFile, keptVersionIds, keptVersionMetadata } from "./kept-versions";
import { readObjectMetadata, type ObjectMetadata } from "./object-metadata";

/** An object of a local bucket: a file of this machine. */
export interface StoredObject {
  readonly file: string;
  /** Of the file when it was looked at: another object under the same key has another. */
  readonly inode: number;
  readonly sizeBytes: number;
  /** Epoch milliseconds. */
  readonly lastModifiedAt: number;
  /** MD5 of the bytes in hex, without the quotes it travels in. */
  readonly etag: string;
  /** Follows from the bytes: the same content is the same version. */
  readonly versionId: string;
  readonly metadata: ObjectMetadata;
}

/** The objects of every bucket of this machine, for reading. */
export interface StoredObjects {
  /** @returns the object as it is now, or a version of it that is kept; null when there is none */
  find(location: ArtifactLocation, versionId?: string): Promise<StoredObject | null>;
  /** The object as it is now, if it is there, and the versions of it that are kept, the newest first. */
  listVersions(location: ArtifactLocation): Promise<readonly StoredObject[]>;
  /** Keeps the object as it is now, so that this version of it can still be had once it is replaced. */
  keep(location: ArtifactLocation): Promise<StoredObject | null>;
  /** Epoch milliseconds; null when there is no such object. Costs nothing, however large the object is. */
  findLastModified(location: ArtifactLocation): Promise<number | null>;
  hasBucket(bucket: string): Promise<boolean>;
  /** By name; `createdAt` in epoch milliseconds. */
  listBuckets(): Promise<readonly { readonly name: string; readonly createdAt: number }[]>;
  /** The keys that begin with a prefix, each once, in no order. */
  listKeys(bucket: string, prefix: string): Promise<readonly string[]>;
}

/** How many objects' hashes are remembered. */
const REMEMBERED = 1_000;

/** @param roots directories that hold a directory per bucket; an object is taken from the first that has it */
export function createStoredObjects(roots: readonly string[]): StoredObjects {
  const hashes = new Map<string, Promise<Hashes>>();

  /** Reading a large object takes seconds, so it is read once for as long as the file stays the same. */
  function hashesOf(file: string, { dev, ino, size, mtimeMs }: Stats): Promise<Hashes> {
    const key = [file, dev, ino, size, mtimeMs].join(" ");
    const known = hashes.get(key);
    if (known) return known;
    const [oldest] = hashes.keys();
    if (hashes.size >= REMEMBERED && oldest !== undefined) hashes.delete(oldest);
    const reading = hashFile(file);
    hashes.set(key, reading);
    reading.catch(() => hashes.delete(key));
    return reading;
  }

  async function read(file: string | null): Promise<StoredObject | null> {
    const stats = file === null ? null : await statsOf(file);
    if (file === null || !stats?.isFile()) return null;
    const { size: sizeBytes, mtimeMs, ino: inode } = stats;
    const hashed = await unlessMissing(hashesOf(file, stats)); // it may be deleted while it is read
    return hashed && { file, inode, sizeBytes, lastModifiedAt: Math.round(mtimeMs), ...hashed, metadata: {} };
  }

  async function readKept(root: string, location: ArtifactLocation, versionId: string): Promise<StoredObject | null> {
    const kept = await read(keptVersionFile(root, location, versionId));
    return kept && { ...kept, metadata: await keptVersionMetadata(root, location, versionId) };
  }

  /** The first root that has the object, with what it is now. */
  async function findCurrent(location: ArtifactLocation) {
    for (const root of roots) {
      const object = await read(placeIn(root, location));
      if (object) return { root, object: { ...object, metadata: await readObjectMetadata(root, location) } };
    }
    return null;
  }

  return {
    async find(location, versionId) {
      const current = await findCurrent(location);
      if (versionId === undefined || current?.object.versionId === versionId) return current?.object ?? null;
      for (const root of roots) {
        const kept = await readKept(root, location, versionId);
        if (kept) return kept;
      }
      return null;
    },
    async listVersions(location) {
      const current = (await findCurrent(location))?.object;
      const kept = await Promise.all(
        roots.map(async (root) => {
          const ids = await keptVersionIds(root, location);
          return Promise.all(ids.map((versionId) => readKept(root, location, versionId)));
        }),
      );
      const others = new Map(kept.flat().flatMap((version) => (version ? [[version.versionId, version]] : [])));
      if (current) others.delete(current.versionId);
      return [
        ...(current ? [current] : []),
        ...[...others.values()].toSorted((a, b) => b.lastModifiedAt - a.lastModifiedAt),
      ];
    },
    async keep(location) {
      const current = await findCurrent(location);
      const kept = current && (await read(await unlessMissing(keepVersion(current.root, location, current.object))));
      return kept && { ...kept, metadata: current.object.metadata };
    },
    async findLastModified(location) {
      for (const root of roots) {
        const file = placeIn(root, location);
        const stats = file === null ? null : await statsOf(file);
        if (stats?.isFile()) return stats.mtimeMs;
      }
      return null;
    },
    async hasBucket(bucket) {
      const found = await Promise.all(
        roots.map(async (root) => {
          const inside = placeIn(root, { bucket, key: "x" });
          return inside !== null && (await statsOf(path.dirname(inside)))?.isDirectory();
        }),
      );
      return found.includes(true);
    },
    async listBuckets() {
      const found = (await Promise.all(roots.map(bucketsIn))).flat().toSorted((a, b) => a.createdAt - b.createdAt);
      const oldest = new Map(found.toReversed().map((bucket) => [bucket.name, bucket]));
      return [...oldest.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
    },
    async listKeys(bucket, prefix) {
      const directories = roots.flatMap((root) => placeIn(root, { bucket, key: "x" }) ?? []).map(path.dirname);
      const found = await Promise.all(directories.map((directory) => listKeys(directory, prefix)));
      return [...new Set(found.flat())];
    },
  };
}

async function bucketsIn(root: string) {
  const names = (await unlessMissing(readdir(root))) ?? [];
  const found = names.map(async (name) => {
    const inside = placeIn(root, { bucket: name, key: "x" });
    const stats = inside === null ? null : await statsOf(path.dirname(inside));
    return stats?.isDirectory() ? [{ name, createdAt: Math.round(stats.birthtimeMs) }] : [];
  });
  return (await Promise.all(found)).flat();
}

interface Hashes {
  readonly etag: string;
  readonly versionId: string;
}

async function hashFile(file: string): Promise<Hashes> {
  const [md5, sha256] = [createHash("md5"), createHash("sha256")];
  await pipeline(createReadStream(file), async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) {
      md5.update(chunk);
      sha256.update(chunk);
    }
  });
  return { etag: md5.digest("hex"), versionId: sha256.digest("hex").slice(0, 32) };
}

/** Null for what cannot be a bucket and key. */
function placeIn(root: string, location: ArtifactLocation): string | null {
  try {
    return placeOf(root, location);
  } catch (error) {
    if (error instanceof ArtifactError) return null;
    throw error;
  }
}

async function statsOf(file: string): Promise<Stats | null> {
  try {
    return await stat(file);
  } catch (error) {
    const tooLong = error instanceof Error && "code" in error && error.code === "ENAMETOOLONG";
    if (isMissing(error) || tooLong) return null;
    throw error;
  }
}
