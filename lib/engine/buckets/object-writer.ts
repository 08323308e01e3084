import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ArtifactError } from "../artifacts/artifact-error";
import type { ArtifactLocation } from "../artifacts/artifact-store";
import { moveInto } from "../artifacts/move-into";
import { placeOf } from "../artifacts/place-of";
import { unlessMissing } from "../is-missing";
import { objectMetadata, writeObjectMetadata, type ObjectMetadata } from "./object-metadata";

/** Bytes as they come in. What it throws is thrown on, and nothing is kept of it. */
export type Content = AsyncIterable<Uint8Array>;

/** Writes objects into the buckets of this machine: whole, or in parts that are put together at the end. */
export interface ObjectWriter {
  /** @throws ArtifactError for what cannot be a bucket and key */
  put(location: ArtifactLocation, content: Content, metadata: ObjectMetadata): Promise<void>;
  /** Making a bucket again changes nothing. @throws ArtifactError for what cannot be the name of one */
  createBucket(bucket: string): Promise<void>;
  /** @param metadata of the object that the upload becomes */
  startUpload(location: ArtifactLocation, metadata: ObjectMetadata): Promise<string>;
  /** @returns the part's MD5 in hex, null when there is no such upload of that object */
  putPart(upload: Upload, partNumber: number, content: Content): Promise<string | null>;
  /** @returns false when a part is missing, or another than was meant */
  completeUpload(upload: Upload, parts: readonly UploadedPart[]): Promise<boolean>;
  abortUpload(upload: Upload): Promise<void>;
}

export interface Upload {
  readonly location: ArtifactLocation;
  readonly uploadId: string;
}

export interface UploadedPart {
  readonly partNumber: number;
  readonly etag: string;
}

/** Not possible as names of buckets, so they never collide with one. */
const INCOMING = ".incoming";
const UPLOADS = ".uploads";
/** Not a possible name of a part. */
const UPLOAD_METADATA = ".metadata.json";

/** @param options `rootOf` says which directory of buckets an object belongs in */
export function createObjectWriter({
  rootOf,
  newId,
}: {
  rootOf(location: ArtifactLocation): string;
  newId(): string;
}): ObjectWriter {
  /** An object appears whole or not at all: it is written beside and renamed into place. */
  async function put(location: ArtifactLocation, content: Content, metadata: ObjectMetadata): Promise<void> {
    const root = rootOf(location);
    const place = placeOf(root, location);
    const incoming = path.join(root, INCOMING, newId());
    await mkdir(path.dirname(incoming), { recursive: true });
    try {
      await writeNew(incoming, content);
      await moveInto(place, incoming);
      if (Object.keys(metadata).length > 0) await writeObjectMetadata(root, location, metadata);
    } catch (error) {
      await rm(incoming, { force: true });
      throw asKeyFault(error, location);
    }
  }

  /** One directory per upload, whose name holds what it is of: a client cannot use one upload for another object. */
  function directoryOf({ location, uploadId }: Upload): string {
    const root = rootOf(location);
    placeOf(root, location);
    const object = createHash("sha256")
      .update(JSON.stringify([location.bucket, location.key]))
      .digest("hex");
    return path.join(
      root,
      UPLOADS,
      `${object.slice(0, 32)}-${createHash("sha256").update(uploadId).digest("hex").slice(0, 32)}`,
    );
  }

  /** The parts that are there, as `<number>-<MD5>`; null when there is no such upload. */
  async function partsIn(directory: string): Promise<readonly string[] | null> {
    return unlessMissing(readdir(directory));
  }

  return {
    put,
    async createBucket(bucket) {
      const inside = { bucket, key: "x" };
      await mkdir(path.dirname(placeOf(rootOf(inside), inside)), { recursive: true });
    },
    async startUpload(location, metadata) {
      const uploadId = newId();
      const directory = directoryOf({ location, uploadId });
      await mkdir(directory, { recursive: true });
      await writeFile(path.join(directory, UPLOAD_METADATA), JSON.stringify(metadata));
      return uploadId;
    },
    async putPart(upload, partNumber, content) {
      const directory = directoryOf(upload);
      const before = await partsIn(directory);
      if (!before) return null;
      const draft = path.join(directory, `.${newId()}`);
      const hash = createHash("md5");
      try {
        await writeNew(draft, hashing(content, hash));
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      }
      const etag = hash.digest("hex");
      await rename(draft, path.join(directory, `${partNumber}-${etag}`));
      const replaced = before.filter((name) => name.startsWith(`${partNumber}-`) && name !== `${partNumber}-${etag}`);
      for (const name of replaced) await rm(path.join(directory, name), { force: true });
      return etag;
    },
    async completeUpload(upload, parts) {
      const directory = directoryOf(upload);
      const there = new Set(await partsIn(directory));
      const files = parts.map(({ partNumber, etag }) => `${partNumber}-${etag}`);
      if (files.length === 0 || files.some((file) => !there.has(file))) return false;
      const metadata = objectMetadata.parse(JSON.parse(await readFile(path.join(directory, UPLOAD_METADATA), "utf8")));
      await put(upload.location, concatenated(files.map((file) => path.join(directory, file))), metadata);
      await rm(directory, { recursive: true, force: true });
      return true;
    },
    async abortUpload(upload) {
      await rm(directoryOf(upload), { recursive: true, force: true });
    },
  };
}

/** A key is a path of a file here, so none can be a folder of another. */
function asKeyFault(error: unknown, { bucket, key }: ArtifactLocation): unknown {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const reason =
    code === "ENAMETOOLONG"
      ? "cannot be kept here: a part of it between slashes is longer than the name of a file may be"
      : "cannot be kept here beside a key that is a folder of it, or in it";
  if (code !== "ENAMETOOLONG" && !IN_THE_WAY.some((known) => known === code)) return error;
  return new ArtifactError(`${JSON.stringify(`${bucket}/${key}`)} ${reason}.`, { cause: error });
}

const IN_THE_WAY = ["EISDIR", "ENOTDIR", "EEXIST", "ENOTEMPTY"] as const;

/** The file is opened first: one that were opened by its stream could still appear after a failure has been tidied up. */
async function writeNew(file: string, content: Content): Promise<void> {
  const handle = await open(file, "wx");
  await pipeline(Readable.from(content), handle.createWriteStream());
}

async function* hashing(content: Content, hash: ReturnType<typeof createHash>): Content {
  for await (const chunk of content) {
    hash.update(chunk);
    yield chunk;
  }
}

async function* concatenated(files: readonly string[]): Content {
  for (const file of files) yield* createReadStream(file);
}
