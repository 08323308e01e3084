import type { Readable } from "node:stream";
import { GetObjectCommand, type GetObjectCommandOutput } from "@aws-sdk/client-s3";
import { PenstockError } from "@/lib/errors";
import type { ConnectionClients } from "./connection-clients";
import { translateS3Error } from "./translate-s3-error";

export interface ObjectLocation {
  readonly bucket: string;
  readonly key: string;
}

/** One version of an object: as long as these stay, so do its bytes. */
export interface ArtifactObject extends ObjectLocation {
  readonly sizeBytes: number;
  /** With the quotes it travels in. */
  readonly etag: string;
  readonly versionId: string | null;
  /** Epoch milliseconds. */
  readonly lastModifiedAt: number | null;
}

/**
 * Finds an object and reads its last bytes, in one request: where a ZIP lists what is in it, and all that there is to
 * know of the object besides. Unlike HeadObject it is told why it was refused.
 * @throws PenstockError `not_found` when it is gone, `upstream` when it may not be read
 */
export async function openObject(
  clients: ConnectionClients,
  location: ObjectLocation,
  { tailBytes, signal }: { readonly tailBytes: number; readonly signal: AbortSignal },
): Promise<{ readonly object: ArtifactObject; readonly tail: Buffer }> {
  try {
    const output = await clients.s3.send(
      new GetObjectCommand({ Bucket: location.bucket, Key: location.key, Range: `bytes=-${tailBytes}` }),
      { abortSignal: signal },
    );
    const tail = Buffer.from((await output.Body?.transformToByteArray()) ?? []);
    return { object: objectOf(location, output, tail.length), tail };
  } catch (error) {
    if (!isEmptyObject(error)) throw translateS3Error(error, { access: clients.access, location });
    return { object: await openEmptyObject(clients, location, signal), tail: Buffer.alloc(0) };
  }
}

/**
 * Streams bytes of that very object, both ends included; all of it without a range. It is held by its ETag: to ask for
 * a version would need a permission more, s3:GetObjectVersion.
 * @throws PenstockError `conflict` when the object was replaced in the meantime
 */
export async function readObject(
  clients: ConnectionClients,
  object: ArtifactObject,
  {
    range,
    signal,
  }: { readonly range?: { readonly first: number; readonly last: number }; readonly signal: AbortSignal },
): Promise<Readable> {
  const location = { bucket: object.bucket, key: object.key };
  try {
    const { Body } = await clients.s3.send(
      new GetObjectCommand({
        Bucket: object.bucket,
        Key: object.key,
        IfMatch: object.etag,
        ...(range && { Range: `bytes=${range.first}-${range.last}` }),
      }),
      { abortSignal: signal },
    );
    // Under Node the SDK's body is Node's stream; the type allows a browser's as well.
    return Body as unknown as Readable;
  } catch (error) {
    throw translateS3Error(error, { access: clients.access, location });
  }
}

/** Nothing of an empty object can be asked for by range. */
async function openEmptyObject(
  clients: ConnectionClients,
  location: ObjectLocation,
  signal: AbortSignal,
): Promise<ArtifactObject> {
  try {
    const output = await clients.s3.send(new GetObjectCommand({ Bucket: location.bucket, Key: location.key }), {
      abortSignal: signal,
    });
    await output.Body?.transformToByteArray();
    return objectOf(location, output, 0);
  } catch (error) {
    throw translateS3Error(error, { access: clients.access, location });
  }
}

function isEmptyObject(error: unknown): boolean {
  return error instanceof Error && error.name === "InvalidRange";
}

function objectOf(location: ObjectLocation, output: GetObjectCommandOutput, readBytes: number): ArtifactObject {
  const { ETag, ContentRange, ContentLength, VersionId, LastModified } = output;
  if (!ETag) {
    throw new PenstockError("upstream", `s3://${location.bucket}/${location.key} came back without an ETag.`);
  }
  const total = /\/(\d+)$/.exec(ContentRange ?? "")?.[1];
  return {
    ...location,
    sizeBytes: total === undefined ? (ContentLength ?? readBytes) : Number(total),
    etag: ETag,
    // Buckets that keep no versions say "null".
    versionId: VersionId && VersionId !== "null" ? VersionId : null,
    lastModifiedAt: LastModified?.getTime() ?? null,
  };
}
