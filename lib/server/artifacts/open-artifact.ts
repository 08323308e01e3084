import "server-only";
import { type ArtifactObject, openObject } from "@/lib/aws/artifact-objects";
import type { ConnectionClients } from "@/lib/aws/connection-clients";
import type { Db } from "@/lib/db/client";
import { PenstockError } from "@/lib/errors";
import { showName } from "@/lib/pipeline/artifact-files/shown-name";
import { requireTarget } from "@/lib/server/connections/require-connection";
import { ARCHIVE_READ_LIMITS, TAIL_BYTES } from "./archive/limits";
import { listObject, type ObjectListing } from "./archive/list-object";
import { ObjectBytes } from "./archive/object-bytes";
import type { DirectoryEntry } from "./archive/read-directory";
import type { KnownArtifact } from "./require-artifact";
import { createSharedLoads } from "./shared-loads";

/** An artifact's object, ready to be read. */
export interface OpenedArtifact {
  readonly clients: ConnectionClients;
  readonly object: ArtifactObject;
  readonly bytes: ObjectBytes;
  readonly listing: ObjectListing;
  /** The same for as long as the bytes are: what was found out about them is kept under it. */
  readonly key: string;
}

/** About the size in memory of an entry without its path. */
const ENTRY_BYTES = 240;

const listings = createSharedLoads<ObjectListing>({
  capacity: 64 * 1024 ** 2,
  weightOf: ({ entries }) => entries.reduce((total, { path }) => total + ENTRY_BYTES + path.length * 4, ENTRY_BYTES),
});

interface Wanted extends Pick<KnownArtifact, "location" | "pipeline"> {
  /** What to do when it is gone; by default to run the pipeline again, where that can be done. */
  readonly adviceWhenGone?: string;
}

/**
 * Opens an artifact through its connection. Each time the object itself is asked for, so that one that is gone or may
 * not be read any more is noticed; the list of what is in it is read once for all.
 * @throws PenstockError `not_found` when the object is gone
 */
export async function openArtifact(
  db: Db,
  { location, pipeline, adviceWhenGone = adviceFor(pipeline) }: Wanted,
  signal: AbortSignal,
): Promise<OpenedArtifact> {
  const { clients } = await requireTarget(db, pipeline.connection);
  const { object, tail } = await openObject(clients, location, { tailBytes: TAIL_BYTES, signal }).catch(
    (error: unknown) => {
      throw withAdvice(error, adviceWhenGone);
    },
  );
  const key = JSON.stringify([pipeline.connection, object.bucket, object.key, object.etag, object.versionId]);
  const listing = await listings.get(key, {
    signal,
    load: (loading) =>
      listObject({
        bytes: new ObjectBytes({ clients, object, tail, signal: loading }),
        object,
        limits: ARCHIVE_READ_LIMITS,
        signal: loading,
      }),
  });
  return { clients, object, bytes: new ObjectBytes({ clients, object, tail, signal }), listing, key };
}

/** @param file the entry's id. @throws PenstockError `not_found` */
export function requireEntry({ listing }: OpenedArtifact, file: string): DirectoryEntry {
  const entry = listing.entries.find(({ id }) => id === file);
  if (entry) return entry;
  throw new PenstockError("not_found", `The artifact has no file ${showName(file)}. Look at its list of files.`);
}

function adviceFor({ name, isDeleted, connectionName }: KnownArtifact["pipeline"]): string {
  if (!isDeleted) return "Run the pipeline again to have it made anew.";
  return `The pipeline ${name} was deleted in ${connectionName} as well, so only this record is left.`;
}

function withAdvice(error: unknown, advice: string): unknown {
  if (!(error instanceof PenstockError) || error.code !== "not_found") return error;
  return new PenstockError("not_found", `${error.message} ${advice}`, { cause: error, details: error.details });
}
