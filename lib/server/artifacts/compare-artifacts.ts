import "server-only";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import type { ArtifactAddress, ArtifactComparison, EarlierArtifact } from "@/lib/contracts/artifact";
import { type EarlierArtifactRow, listEarlierArtifacts } from "@/lib/db/artifact-history";
import type { Db } from "@/lib/db/client";
import { findExecution } from "@/lib/db/executions";
import { sharedDb } from "@/lib/db/shared-client";
import { PenstockError } from "@/lib/errors";
import type { ArchiveEntry } from "@/lib/pipeline/artifact-files/archive-entry";
import { compareFiles } from "@/lib/pipeline/artifact-files/compare-files";
import { earlierToContract, entryToContract, objectToContract } from "./artifact-contract";
import { inspectSmall } from "./inspect-artifact";
import { type OpenedArtifact, openArtifact } from "./open-artifact";
import { type KnownArtifact, requireArtifact } from "./require-artifact";

/** So many earlier runs are offered. */
const MOST_RUNS = 50;

/** Earlier executions in which the same action had an artifact of this name, newest first. */
export async function listEarlier(viewer: Viewer, address: ArtifactAddress): Promise<{ runs: EarlierArtifact[] }> {
  authorize(viewer, "view");
  const db = sharedDb();
  const rows = await earlierOf(db, await requireArtifact(db, address), MOST_RUNS);
  return { runs: rows.map(earlierToContract) };
}

interface AgainstRun {
  /** The id of an earlier execution, or `previous`. */
  readonly against: string;
  readonly signal: AbortSignal;
}

/** What changed in an artifact since an earlier execution: paths and sizes. */
export async function compareArtifacts(
  viewer: Viewer,
  address: ArtifactAddress,
  { against, signal }: AgainstRun,
): Promise<ArtifactComparison> {
  authorize(viewer, "view");
  const { row, before, after } = await openBoth(sharedDb(), address, { against, signal });
  const [hashesBefore, hashesAfter] = await Promise.all([hashesOf(before), hashesOf(after)]);
  const bySha = hashesBefore && hashesAfter;
  const files = compareFiles({
    before: before.listing.entries.map(entryToContract),
    after: after.listing.entries.map(entryToContract),
    ...(bySha && { fingerprintBefore: hashesBefore, fingerprintAfter: hashesAfter }),
  });
  return {
    against: earlierToContract(row),
    beforeObject: objectToContract(before.object),
    files: files.filter(({ change }) => change !== "same"),
    sameCount: files.filter(({ change }) => change === "same").length,
    comparedBy: bySha ? "SHA-256" : "CRC-32",
    isPartial: [before, after].some(({ listing }) => listing.entries.length < listing.entryCount),
  };
}

interface BothArtifacts {
  readonly artifact: KnownArtifact;
  readonly row: EarlierArtifactRow;
  readonly before: OpenedArtifact;
  readonly after: OpenedArtifact;
}

/** @throws PenstockError `not_found` when there is nothing to compare with, or either is gone */
export async function openBoth(
  db: Db,
  address: ArtifactAddress,
  { against, signal }: AgainstRun,
): Promise<BothArtifacts> {
  const artifact = await requireArtifact(db, address);
  const row = await requireEarlier(db, artifact, against);
  const earlier = { pipeline: artifact.pipeline, location: { bucket: row.bucket, key: row.key } };
  const adviceWhenGone = `It is that of the earlier execution ${row.pipelineExecutionId.slice(0, 8)}. Choose another to compare with.`;
  const [before, after] = await Promise.all([
    openArtifact(db, { ...earlier, adviceWhenGone }, signal),
    openArtifact(db, artifact, signal),
  ]);
  return { artifact, row, before, after };
}

async function requireEarlier(db: Db, artifact: KnownArtifact, against: string): Promise<EarlierArtifactRow> {
  const rows = await earlierOf(db, artifact, against === "previous" ? 1 : undefined);
  const row = against === "previous" ? rows[0] : rows.find((one) => one.pipelineExecutionId === against);
  if (row) return row;
  const { name, action } = artifact;
  throw new PenstockError(
    "not_found",
    against === "previous"
      ? `There is nothing to compare with: no earlier execution that is known here has ${name} of ${action.actionName}.`
      : `Execution ${against} is no earlier one with ${name} of ${action.actionName}. Choose another.`,
  );
}

async function earlierOf(db: Db, artifact: KnownArtifact, limit?: number): Promise<EarlierArtifactRow[]> {
  const { pipeline, action, name, side } = artifact;
  const run = await findExecution(db, { pipelineId: pipeline.id, pipelineExecutionId: action.pipelineExecutionId });
  return listEarlierArtifacts(db, {
    pipelineId: pipeline.id,
    stageName: action.stageName,
    actionName: action.actionName,
    artifactName: name,
    side,
    startedBefore: run?.startedAt ?? action.startedAt,
    ...(limit !== undefined && { limit }),
  });
}

/** Null for an artifact that is large and was not read whole yet. */
async function hashesOf(opened: OpenedArtifact): Promise<((entry: ArchiveEntry) => string) | null> {
  const inspection = await inspectSmall(opened);
  if (!inspection) return null;
  const hashes = new Map(inspection.files.map(({ id, sha256 }) => [id, sha256]));
  return ({ id, sizeBytes, crc32 }) => hashes.get(id) ?? `${sizeBytes} ${crc32}`;
}
