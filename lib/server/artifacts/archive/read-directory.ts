import "server-only";
import { getFileNameLowLevel, type Entry, type ZipFile } from "yauzl";
import type { ArchiveFinding } from "@/lib/pipeline/artifact-files/archive-entry";
import type { PlacedEntry } from "@/lib/pipeline/artifact-files/entry-findings";
import type { ArchiveReadLimits } from "./limits";

/** An entry with what reading it takes. */
export interface DirectoryEntry extends PlacedEntry {
  readonly compressionMethod: number;
  readonly flags: number;
}

export interface Directory {
  readonly entries: readonly DirectoryEntry[];
  /** As the archive says; what it says is not believed. */
  readonly entryCount: number;
  /** Where in the archive the reading of the list came to its end. */
  readonly endsAt: number;
  /** What kept the list from being whole. */
  readonly findings: readonly ArchiveFinding[];
}

const FILE_TYPE_MASK = 0o170000;
const FILE_TYPES: Readonly<Record<number, PlacedEntry["kind"]>> = {
  0: "file",
  0o100000: "file",
  0o040000: "folder",
  0o120000: "link",
};
/** The fixed part of an entry in the list. */
const HEADER_BYTES = 46;

/**
 * Lists a ZIP that was opened without decoding its strings, so that no name can make the whole archive unreadable.
 * What breaks off in the middle is a finding; what was listed until then stays.
 */
export async function readDirectory(
  zip: ZipFile,
  { limits, signal }: { readonly limits: ArchiveReadLimits; readonly signal: AbortSignal },
): Promise<Directory> {
  const entries: DirectoryEntry[] = [];
  const findings: ArchiveFinding[] = [];
  const seen = new Map<string, number>();
  let bytes = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      signal.throwIfAborted();
      bytes += HEADER_BYTES + entry.fileNameLength + entry.extraFieldLength + entry.fileCommentLength;
      if (entries.length >= limits.entries || bytes > limits.directoryBytes) {
        findings.push(tooMany(zip.entryCount, entries.length));
        break;
      }
      entries.push(describe(entry, seen));
    }
  } catch (error) {
    // An abort or a refusal of S3 is no fault of the archive.
    if (signal.aborted || !isArchiveFault(error)) throw error;
    findings.push(brokenOff(zip.entryCount, entries.length, error));
  }
  // The types of yauzl call its cursor a boolean; it is an offset.
  return { entries, entryCount: zip.entryCount, endsAt: Number(zip.readEntryCursor), findings };
}

/** What yauzl throws has a plain name; what comes from elsewhere has a name of its own. */
export function isArchiveFault(error: unknown): error is Error {
  return error instanceof Error && (error.name === "Error" || error.name === "RangeError");
}

function describe(entry: Entry, seen: Map<string, number>): DirectoryEntry {
  const path = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);
  const mode = (entry.externalFileAttributes >>> 16) & FILE_TYPE_MASK;
  const kind = path.endsWith("/") ? "folder" : (FILE_TYPES[mode] ?? "other");
  return {
    id: uniqueId(path, seen),
    path,
    kind,
    sizeBytes: entry.uncompressedSize,
    packedBytes: entry.compressedSize,
    crc32: entry.crc32,
    unreadable: unreadable(entry),
    headerAt: entry.relativeOffsetOfLocalHeader,
    compressionMethod: entry.compressionMethod,
    flags: entry.generalPurposeBitFlag,
  };
}

function unreadable(entry: Entry): PlacedEntry["unreadable"] {
  if (entry.isEncrypted()) return "encrypted";
  if (entry.compressionMethod === 0 && entry.compressedSize !== entry.uncompressedSize) return "contradictory size";
  return entry.canDecodeFileData() ? null : "unknown compression";
}

/** An id has to fit into an address. */
const LONGEST_ID = 500;

/** A second entry of one name is told apart by its number, behind a sign that no other id can have there. */
function uniqueId(path: string, seen: Map<string, number>): string {
  const start = path.length > LONGEST_ID ? `${path.slice(0, LONGEST_ID)}\0` : path;
  const number = (seen.get(start) ?? 0) + 1;
  seen.set(start, number);
  return number === 1 ? start : `${start}\0${number}`;
}

function tooMany(entryCount: number, listed: number): ArchiveFinding {
  const message = `The archive lists ${entryCount.toLocaleString("en")} entries; the first ${listed.toLocaleString("en")} are shown. Download it to see the rest.`;
  return { code: "too-many-entries", severity: "warning", message, entryId: null };
}

function brokenOff(entryCount: number, listed: number, error: Error): ArchiveFinding {
  const message = `The list of entries breaks off after ${listed.toLocaleString("en")} of ${entryCount.toLocaleString("en")}: ${error.message}.`;
  return { code: "directory-broken", severity: "danger", message, entryId: null };
}
