import "server-only";
import {
  Entry,
  fromFdPromise,
  fromRandomAccessReaderPromise,
  type Options,
  type RandomAccessReader,
  type ZipFile,
} from "yauzl";
import type { DirectoryEntry } from "./read-directory";

/** Names are decoded by us: one bad name must not make the other entries unreadable. */
const LISTING: Options = { lazyEntries: true, autoClose: false, decodeStrings: false, validateEntrySizes: false };
/** A file is refused as soon as it is longer than it said. */
const READING: Options = { ...LISTING, validateEntrySizes: true };

export async function openZipForListing(bytes: RandomAccessReader, sizeBytes: number): Promise<ZipFile> {
  return watched(await fromRandomAccessReaderPromise(bytes, sizeBytes, LISTING));
}

export async function openZipForReading(bytes: RandomAccessReader, sizeBytes: number): Promise<ZipFile> {
  return watched(await fromRandomAccessReaderPromise(bytes, sizeBytes, READING));
}

/** @param fd stays open until the ZIP is closed */
export async function openZipFile(fd: number): Promise<ZipFile> {
  return watched(await fromFdPromise(fd, READING));
}

/** An entry that was listed before, for `openReadStream`. */
export function entryFor(listed: DirectoryEntry): Entry {
  return Object.assign(new Entry(), {
    compressedSize: listed.packedBytes,
    uncompressedSize: listed.sizeBytes,
    crc32: listed.crc32,
    compressionMethod: listed.compressionMethod,
    generalPurposeBitFlag: listed.flags,
    relativeOffsetOfLocalHeader: listed.headerAt,
  });
}

/** A failure reaches whoever reads; the event of it must not end the process besides. */
function watched(zip: ZipFile): ZipFile {
  return zip.on("error", () => undefined);
}
