import "server-only";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import type { ArtifactAddress, ArtifactInspection } from "@/lib/contracts/artifact";
import { sharedDb } from "@/lib/db/shared-client";
import { ARCHIVE_READ_LIMITS } from "./archive/limits";
import { type Inspection, inspectionBytes, inspectObject } from "./archive/inspect-object";
import { type OpenedArtifact, openArtifact } from "./open-artifact";
import { requireArtifact } from "./require-artifact";
import { createSharedLoads } from "./shared-loads";

/** A reading that nobody asked about for so long is given up. */
const LEASE_MS = 10_000;
/** One answer waits so long for the end, so that a quick reading is one request. */
const ANSWER_AFTER_MS = 700;
/** A comparison waits so long for hashes, which is less than a lease; then it does without. */
const WAIT_FOR_SMALL_MS = 5_000;
/** Readings at the same time; others wait their turn. */
const MOST_AT_ONCE = 2;
/** Opening a file takes about as long as reading so much of one. */
const FILE_COST_BYTES = 2_048;
/** About the size in memory of what is known of one file. */
const FILE_BYTES = 400;

const inspections = createSharedLoads<Inspection>({
  capacity: 32 * 1024 ** 2,
  weightOf: ({ files }) => files.reduce((total, { id }) => total + FILE_BYTES + id.length * 2, FILE_BYTES),
});

interface Reading {
  readonly promise: Promise<Inspection>;
  readonly totalBytes: number;
  doneBytes: number;
  /** Ends the lease, unless it is asked about again. */
  lease: NodeJS.Timeout;
}

const readings = new Map<string, Reading>();
const turns: (() => void)[] = [];
let atOnce = 0;

/**
 * Reads an artifact whole, for its hashes and for secrets in its text. The first who asks begins it and everybody
 * shares it; ask again to hear how far it is. It ends by itself when nobody asks any more.
 */
export async function inspectArtifact(
  viewer: Viewer,
  address: ArtifactAddress,
  signal: AbortSignal,
): Promise<ArtifactInspection> {
  authorize(viewer, "inspect");
  const db = sharedDb();
  const opened = await openArtifact(db, await requireArtifact(db, address), signal);
  const known = inspections.peek(opened.key);
  if (known) return done(known);
  const reading = readings.get(opened.key) ?? begin(opened);
  reading.lease.refresh();
  const inspection = await Promise.race([reading.promise, after(ANSWER_AFTER_MS)]);
  if (inspection) return done(inspection);
  return { status: "working", doneBytes: reading.doneBytes, totalBytes: reading.totalBytes };
}

/** What reading an artifact tells that is small or was read before; null for one that would be long in coming. */
export async function inspectSmall(opened: OpenedArtifact): Promise<Inspection | null> {
  const known = inspections.peek(opened.key);
  if (known || !isSmall(opened)) return known ?? null;
  const reading = readings.get(opened.key) ?? begin(opened);
  reading.lease.refresh();
  return Promise.race([reading.promise, after(WAIT_FOR_SMALL_MS)]);
}

export function isSmall({ object, listing }: Pick<OpenedArtifact, "object" | "listing">): boolean {
  const cost = inspectionBytes(object, listing) + listing.entries.length * FILE_COST_BYTES;
  return cost <= ARCHIVE_READ_LIMITS.inspectedAtOnceBytes;
}

function begin({ key, clients, object, listing }: OpenedArtifact): Reading {
  const controller = new AbortController();
  const { signal } = controller;
  const load = (loading: AbortSignal): Promise<Inspection> =>
    inTurn(loading, () =>
      inspectObject({
        clients,
        object,
        listing,
        limits: ARCHIVE_READ_LIMITS,
        signal: loading,
        onBytes: (count) => {
          reading.doneBytes += count;
        },
      }),
    );
  const lease = setTimeout(() => controller.abort(), LEASE_MS);
  const reading: Reading = {
    promise: Promise.resolve().then(() => inspections.get(key, { signal, load })),
    totalBytes: inspectionBytes(object, listing),
    doneBytes: 0,
    lease,
  };
  readings.set(key, reading);
  const end = (): void => {
    clearTimeout(lease);
    readings.delete(key);
  };
  reading.promise.then(end, end);
  return reading;
}

async function inTurn<Result>(signal: AbortSignal, work: () => Promise<Result>): Promise<Result> {
  if (atOnce >= MOST_AT_ONCE) await new Promise<void>((resolve) => turns.push(resolve));
  atOnce += 1;
  try {
    signal.throwIfAborted();
    return await work();
  } finally {
    atOnce -= 1;
    turns.shift()?.();
  }
}

function done({ sha256, files, findings }: Inspection): ArtifactInspection {
  return { status: "done", sha256, files: [...files], findings: [...findings] };
}

function after(delayMs: number): Promise<null> {
  return new Promise((resolve) => setTimeout(resolve, delayMs, null));
}
