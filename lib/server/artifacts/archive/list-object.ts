import "server-only";
import { crc32 } from "node:zlib";
import type { ArtifactObject } from "@/lib/aws/artifact-objects";
import type { ArchiveFinding } from "@/lib/pipeline/artifact-files/archive-entry";
import { entryFindings } from "@/lib/pipeline/artifact-files/entry-findings";
import { binaryKind, type ObjectFormat } from "@/lib/pipeline/artifact-files/object-format";
import type { ArchiveReadLimits } from "./limits";
import type { ObjectBytes } from "./object-bytes";
import { openZipForListing } from "./open-zip";
import { type DirectoryEntry, isArchiveFault, readDirectory } from "./read-directory";
import { readText } from "./read-text";

/** What is in an object: the entries of a ZIP, or the one file that it is. */
export interface ObjectListing {
  readonly format: ObjectFormat;
  readonly entries: readonly DirectoryEntry[];
  readonly entryCount: number;
  readonly findings: readonly ArchiveFinding[];
}

interface ListObject {
  readonly bytes: ObjectBytes;
  readonly object: ArtifactObject;
  readonly limits: ArchiveReadLimits;
  readonly signal: AbortSignal;
}

/** How a ZIP begins; its end may be missing. */
const ZIP_BEGINS = "a ZIP archive";
const LOOKED_AT_BYTES = 4_096;

/** @throws what reading the object throws; of the archive itself everything is told in the listing */
export async function listObject({ bytes, object, limits, signal }: ListObject): Promise<ObjectListing> {
  const { sizeBytes } = object;
  if (sizeBytes === 0) return { format: "empty", entries: [], entryCount: 0, findings: [] };
  try {
    const zip = await openZipForListing(bytes, sizeBytes);
    const { entries, entryCount, endsAt, findings } = await readDirectory(zip, { limits, signal });
    const hidden = findings.length === 0 ? await hiddenEntries(bytes, endsAt, entryCount) : [];
    return { format: "zip", entries, entryCount, findings: [...findings, ...hidden, ...entryFindings(entries)] };
  } catch (error) {
    if (signal.aborted || !isArchiveFault(error)) throw error;
    return listSingleFile({ bytes, object, limits, fault: error.message });
  }
}

/** How each entry of the list begins. */
const ENTRY_SIGNATURE = 0x02014b50;

/** An archive may say that its list is shorter than it is: then some who unpack it see more than others. */
async function hiddenEntries(bytes: ObjectBytes, endsAt: number, entryCount: number): Promise<ArchiveFinding[]> {
  const next = await bytes.bytes(endsAt, endsAt + 4);
  if (next.length < 4 || next.readUInt32LE(0) !== ENTRY_SIGNATURE) return [];
  const message = `The archive says that it lists ${entryCount.toLocaleString("en")} entries, and more follow. What is in them is not shown here.`;
  return [{ code: "directory-hides", severity: "danger", message, entryId: null }];
}

interface SingleFile extends Omit<ListObject, "signal"> {
  /** Why it is no ZIP. */
  readonly fault: string;
}

async function listSingleFile({ bytes, object, limits, fault }: SingleFile): Promise<ObjectListing> {
  const { sizeBytes, key } = object;
  const beginning = await bytes.bytes(0, LOOKED_AT_BYTES);
  const name = key.split("/").findLast((part) => part !== "") ?? key;
  const file: DirectoryEntry = {
    id: name,
    path: name,
    kind: "file",
    sizeBytes,
    packedBytes: sizeBytes,
    crc32: await fingerprint(bytes, object, limits),
    unreadable: null,
    headerAt: 0,
    compressionMethod: 0,
    flags: 0,
  };
  const isTorn = binaryKind(beginning) === ZIP_BEGINS;
  const message = `This begins as a ZIP archive but has no list of what is in it: ${fault} It is cut short or damaged.`;
  return {
    format: formatOf(beginning),
    entries: [file],
    entryCount: 1,
    findings: isTorn ? [{ code: "archive-truncated", severity: "danger", message, entryId: null }] : [],
  };
}

/** Of a large object only the ETag is known without reading it all: where that is the same, so are the bytes. */
async function fingerprint(bytes: ObjectBytes, object: ArtifactObject, limits: ArchiveReadLimits): Promise<number> {
  const isSmall = object.sizeBytes <= limits.previewBytes;
  return crc32(isSmall ? await bytes.bytes(0, object.sizeBytes) : Buffer.from(object.etag));
}

function formatOf(beginning: Buffer): ObjectFormat {
  const kind = binaryKind(beginning);
  if (kind === "a tar archive") return "tar";
  if (kind === "data packed by gzip") return "gzip";
  const text = kind === null ? readText(beginning, { isWhole: false }) : null;
  if (!text) return "binary";
  return /^\s*[[{]/.test(text.text) ? "json" : "text";
}
