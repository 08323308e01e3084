import "server-only";
import { createHash } from "node:crypto";
import { openEntry } from "./archive/read-entry";
import type { DirectoryEntry } from "./archive/read-directory";
import type { OpenedArtifact } from "./open-artifact";

export interface FileBeginning {
  readonly bytes: Buffer;
  /** Nothing comes after; then the archive's checksum was right as well. */
  readonly isWhole: boolean;
  /** Hexadecimal; null unless all was read. */
  readonly sha256: string | null;
}

/** So much of a file and no more, however long it is or unpacks to. @throws PenstockError `conflict` */
export async function readBeginning(
  { bytes, object, listing }: OpenedArtifact,
  entry: DirectoryEntry,
  mostBytes: number,
): Promise<FileBeginning> {
  const stream = await openEntry({ bytes, sizeBytes: object.sizeBytes, format: listing.format, entry });
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of stream) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > mostBytes) break;
    }
  } finally {
    stream.destroy();
  }
  const read = Buffer.concat(chunks);
  const isWhole = length <= mostBytes;
  return {
    bytes: read.subarray(0, mostBytes),
    isWhole,
    sha256: isWhole ? createHash("sha256").update(read).digest("hex") : null,
  };
}
