import "server-only";
import { createHash, type Hash } from "node:crypto";
import { type FileHandle, mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Readable } from "node:stream";
import type { ZipFile } from "yauzl";
import { type ArtifactObject, readObject } from "@/lib/aws/artifact-objects";
import type { ConnectionClients } from "@/lib/aws/connection-clients";
import { PenstockError } from "@/lib/errors";
import type { ArchiveFinding } from "@/lib/pipeline/artifact-files/archive-entry";
import { findSecrets } from "@/lib/pipeline/artifact-files/secret-text";
import type { ObjectListing } from "./list-object";
import type { ArchiveReadLimits } from "./limits";
import { asLoss } from "./object-bytes";
import { entryFor, openZipFile } from "./open-zip";
import { checked } from "./read-entry";
import type { DirectoryEntry } from "./read-directory";
import { readText } from "./read-text";

export interface InspectedFile {
  readonly id: string;
  /** Hexadecimal; null for what could not be read. */
  readonly sha256: string | null;
  /** What in its text looks like a secret. */
  readonly secret: string | null;
}

export interface Inspection {
  /** Of the object itself. */
  readonly sha256: string;
  readonly files: readonly InspectedFile[];
  readonly findings: readonly ArchiveFinding[];
}

interface InspectObject {
  readonly clients: ConnectionClients;
  readonly object: ArtifactObject;
  readonly listing: ObjectListing;
  readonly limits: ArchiveReadLimits;
  readonly signal: AbortSignal;
  onBytes(count: number): void;
}

/** So much of each file is searched for secrets. */
const SEARCHED_BYTES = 256 * 1024;
const MOST_FINDINGS = 20;

/** How many bytes the reading of an artifact takes: packed once, and unpacked once. */
export function inspectionBytes(object: ArtifactObject, { format, entries }: ObjectListing): number {
  return object.sizeBytes + (format === "zip" ? entries.reduce((total, entry) => total + bytesOf(entry), 0) : 0);
}

/**
 * Reads an artifact whole: its hash, the hash of every file, and what in them looks like a secret. It is fetched once,
 * into a file without a name, which is gone when this process is.
 * @throws PenstockError `conflict` when it is larger than `limits.inspectedBytes`, packed or unpacked
 */
export async function inspectObject({
  clients,
  object,
  listing,
  limits,
  signal,
  onBytes,
}: InspectObject): Promise<Inspection> {
  refuseTooLarge(object, listing, limits);
  const file = await openUnnamed();
  try {
    const body = await readObject(clients, object, { signal });
    const whole = createHash("sha256");
    const search = new BeginningOf(SEARCHED_BYTES);
    try {
      for await (const chunk of body) {
        whole.update(chunk);
        search.add(chunk);
        await append(file, chunk);
        onBytes(chunk.length);
      }
    } catch (error) {
      throw asLoss(error, object);
    } finally {
      body.destroy();
    }
    const sha256 = whole.digest("hex");
    if (listing.format !== "zip") {
      const files = listing.entries.map(({ id }) => ({ id, sha256, secret: search.secret() }));
      return { sha256, files, findings: [] };
    }
    const { files, findings } = await inspectEntries({ file, entries: listing.entries, signal, onBytes });
    return { sha256, files, findings };
  } finally {
    await file.close();
  }
}

interface InspectEntries {
  readonly file: FileHandle;
  readonly entries: readonly DirectoryEntry[];
  readonly signal: AbortSignal;
  onBytes(count: number): void;
}

async function inspectEntries({ file, entries, signal, onBytes }: InspectEntries): Promise<Omit<Inspection, "sha256">> {
  const zip = await openZipFile(file.fd);
  const files: InspectedFile[] = [];
  const findings: ArchiveFinding[] = [];
  for (const entry of entries) {
    signal.throwIfAborted();
    if (bytesOf(entry) === 0 && entry.kind !== "file") continue;
    try {
      files.push(await inspectEntry(zip, entry, onBytes));
    } catch (error) {
      if (signal.aborted || !(error instanceof PenstockError)) throw error;
      files.push({ id: entry.id, sha256: null, secret: null });
      findings.push({ code: "content-broken", severity: "danger", message: error.message, entryId: entry.id });
    }
  }
  return { files, findings: findings.slice(0, MOST_FINDINGS) };
}

async function inspectEntry(
  zip: ZipFile,
  entry: DirectoryEntry,
  onBytes: (count: number) => void,
): Promise<InspectedFile> {
  if (entry.unreadable) return { id: entry.id, sha256: null, secret: null };
  const hash: Hash = createHash("sha256");
  const search = new BeginningOf(SEARCHED_BYTES);
  const stream: Readable = checked(await openStream(zip, entry), entry);
  for await (const chunk of stream) {
    hash.update(chunk);
    search.add(chunk);
    onBytes(chunk.length);
  }
  return { id: entry.id, sha256: hash.digest("hex"), secret: search.secret() };
}

async function openStream(zip: ZipFile, entry: DirectoryEntry): Promise<Readable> {
  try {
    return await zip.openReadStreamPromise(entryFor(entry));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new PenstockError("conflict", `${entry.path} cannot be read from the artifact: ${why}.`, { cause: error });
  }
}

/** The first bytes of something that comes in pieces. */
class BeginningOf {
  readonly #chunks: Buffer[] = [];
  readonly #most: number;
  #length = 0;
  #isCut = false;

  constructor(most: number) {
    this.#most = most;
  }

  add(chunk: Buffer): void {
    const room = this.#most - this.#length;
    if (chunk.length > room) this.#isCut = true;
    if (room <= 0) return;
    this.#chunks.push(Buffer.from(chunk.subarray(0, room)));
    this.#length += Math.min(room, chunk.length);
  }

  secret(): string | null {
    const text = readText(Buffer.concat(this.#chunks), { isWhole: !this.#isCut });
    const [first] = text ? findSecrets(text.text) : [];
    return first ? `Line ${first.line} looks like ${first.what}.` : null;
  }
}

function bytesOf({ kind, unreadable, sizeBytes }: DirectoryEntry): number {
  return kind === "folder" || unreadable ? 0 : sizeBytes;
}

function refuseTooLarge(object: ArtifactObject, listing: ObjectListing, { inspectedBytes }: ArchiveReadLimits): void {
  const bytes = inspectionBytes(object, listing);
  if (object.sizeBytes <= inspectedBytes && bytes - object.sizeBytes <= inspectedBytes) return;
  throw new PenstockError(
    "conflict",
    `This artifact takes reading ${bytes.toLocaleString("en")} bytes, and ${inspectedBytes.toLocaleString("en")} packed or unpacked is the most that is hashed here. Download it and hash it yourself.`,
  );
}

async function append(file: FileHandle, chunk: Buffer): Promise<void> {
  try {
    await file.appendFile(chunk);
  } catch (cause) {
    const message =
      "Penstock has no room on its disk to read this artifact. Make some, or download it and hash it yourself.";
    throw new PenstockError("conflict", message, { cause });
  }
}

/** A file for this process alone, which needs no tidying up. */
async function openUnnamed(): Promise<FileHandle> {
  const directory = await mkdtemp(path.join(tmpdir(), "penstock-artifact-"));
  try {
    return await open(path.join(directory, "object"), "wx+", 0o600);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
