import "server-only";
import { Transform, type TransformCallback, type Readable } from "node:stream";
import { crc32 } from "node:zlib";
import { PenstockError } from "@/lib/errors";
import { showName } from "@/lib/pipeline/artifact-files/shown-name";
import type { ObjectListing } from "./list-object";
import type { ObjectBytes } from "./object-bytes";
import { entryFor, openZipForReading } from "./open-zip";
import { type DirectoryEntry, isArchiveFault } from "./read-directory";

interface ReadEntry {
  readonly bytes: ObjectBytes;
  readonly sizeBytes: number;
  readonly format: ObjectListing["format"];
  readonly entry: DirectoryEntry;
}

/**
 * The unpacked content of one entry as a stream. It is never longer than the entry says, and at its end it must be
 * what the archive's checksum says.
 * @throws PenstockError `conflict` for what cannot be read
 */
export async function openEntry({ bytes, sizeBytes, format, entry }: ReadEntry): Promise<Readable> {
  if (format !== "zip") return bytes._readStreamForRange(0, sizeBytes);
  if (entry.kind === "folder") throw cannotBeRead(entry, "it is a folder");
  if (entry.unreadable) throw cannotBeRead(entry, entry.unreadable);
  try {
    const zip = await openZipForReading(bytes, sizeBytes);
    return checked(await zip.openReadStreamPromise(entryFor(entry)), entry);
  } catch (error) {
    throw asArchiveProblem(error, entry);
  }
}

/** Passes a stream on and fails at its end where the checksum is another. */
export function checked(stream: Readable, entry: DirectoryEntry): Readable {
  let crc = 0;
  const check = new Transform({
    transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback) {
      crc = crc32(chunk, crc);
      done(null, chunk);
    },
    flush(done: TransformCallback) {
      done(crc === entry.crc32 ? null : cannotBeRead(entry, "its checksum (CRC-32) is not what the archive says"));
    },
  });
  stream.on("error", (error) => check.destroy(asArchiveProblem(error, entry)));
  check.on("close", () => stream.destroy());
  return stream.pipe(check);
}

/** What yauzl or zlib says of bytes that are not what they should be, as something to read. */
function asArchiveProblem(error: unknown, entry: DirectoryEntry): Error {
  if (isArchiveFault(error)) return cannotBeRead(entry, error.message, error);
  return error instanceof Error ? error : new Error(String(error));
}

function cannotBeRead(entry: DirectoryEntry, why: string, cause?: Error): PenstockError {
  return new PenstockError(
    "conflict",
    `${showName(entry.path)} cannot be read from the artifact: ${why}. Download the archive to look at it yourself.`,
    cause ? { cause } : {},
  );
}
