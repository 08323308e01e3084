import { buffer } from "node:stream/consumers";
import { createConnectionClients } from "@/lib/aws/connection-clients";
import { ARCHIVE_READ_LIMITS, type ArchiveReadLimits } from "../archive/limits";
import { listObject, type ObjectListing } from "../archive/list-object";
import { ObjectBytes } from "../archive/object-bytes";
import type { DirectoryEntry } from "../archive/read-directory";
import { openEntry } from "../archive/read-entry";

/** Lists an archive that is in memory as a whole, so that nothing is asked of S3. */
export async function listBuffer(
  content: Buffer,
  limits: ArchiveReadLimits = ARCHIVE_READ_LIMITS,
): Promise<{ readonly listing: ObjectListing; readonly bytes: ObjectBytes }> {
  const { signal } = new AbortController();
  const object = {
    bucket: "shop-artifacts",
    key: "shop/BuildOut/0a1b",
    sizeBytes: content.length,
    etag: '"0a1b"',
    versionId: null,
    lastModifiedAt: null,
  };
  const clients = createConnectionClients({
    name: "Nowhere",
    region: "us-east-1",
    credentialSource: "default-chain",
    profileName: null,
    roleArn: null,
    externalId: null,
    endpointUrl: "http://127.0.0.1:9/",
  });
  const bytes = new ObjectBytes({ clients, object, tail: content, signal });
  return { bytes, listing: await listObject({ bytes, object, limits, signal }) };
}

export async function readEntryOf(content: Buffer, bytes: ObjectBytes, entry: DirectoryEntry): Promise<Buffer> {
  return buffer(await openEntry({ bytes, sizeBytes: content.length, format: "zip", entry }));
}
