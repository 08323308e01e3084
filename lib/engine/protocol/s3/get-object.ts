import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import type { StoredObject } from "../../buckets/stored-objects";
import { byteRange, type ByteRange } from "./byte-range";
import { checkPreconditions, isNotModified } from "./conditions";
import { S3Error } from "./s3-error";

/** Query parameters that replace a header of the answer. */
const OVERRIDES = {
  "response-cache-control": "cache-control",
  "response-content-disposition": "content-disposition",
  "response-content-encoding": "content-encoding",
  "response-content-language": "content-language",
  "response-content-type": "content-type",
  "response-expires": "expires",
} as const;

/**
 * Answers GetObject and HeadObject from the file itself, never holding more of it than a chunk.
 * @throws S3Error
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export function getObject(request: Request, object: StoredObject): Response {
  const { searchParams } = new URL(request.url);
  const headers = new Headers({
    "accept-ranges": "bytes",
    "content-type": object.metadata.contentType ?? "binary/octet-stream",
    etag: `"${object.etag}"`,
    "last-modified": new Date(object.lastModifiedAt).toUTCString(),
    "x-amz-version-id": object.versionId,
  });
  if (object.metadata.cacheControl !== undefined) headers.set("cache-control", object.metadata.cacheControl);
  for (const [name, value] of Object.entries(object.metadata.userMetadata ?? {}))
    headers.set(`x-amz-meta-${name}`, value);
  if (isNotModified(request.headers, object)) return new Response(null, { status: 304, headers });
  checkPreconditions(request.headers, object);
  for (const [parameter, header] of Object.entries(OVERRIDES)) {
    const value = searchParams.get(parameter);
    if (value !== null) setHeader(headers, header, value);
  }
  const range = rangeOf(request, searchParams, object.sizeBytes);
  const { first, last } = range ?? { first: 0, last: object.sizeBytes - 1 };
  headers.set("content-length", String(last - first + 1));
  if (range) headers.set("content-range", `bytes ${first}-${last}/${object.sizeBytes}`);
  return new Response(request.method === "HEAD" ? null : bytesOf(object, { first, last }), {
    status: range ? 206 : 200,
    headers,
  });
}

function rangeOf({ headers }: Request, query: URLSearchParams, sizeBytes: number): ByteRange | null {
  const partNumber = query.get("partNumber");
  if (partNumber !== null && partNumber !== "1") {
    throw new S3Error("InvalidPartNumber", "The requested partnumber is not satisfiable");
  }
  const range = byteRange(headers.get("range"), sizeBytes);
  if (range !== "unsatisfiable") return range;
  throw new S3Error("InvalidRange", "The requested range is not satisfiable");
}

function bytesOf({ file, sizeBytes }: StoredObject, { first, last }: ByteRange): BodyInit | null {
  if (sizeBytes === 0) return null;
  // Node's stream types and the DOM's describe the same object.
  return Readable.toWeb(createReadStream(file, { start: first, end: last })) as unknown as BodyInit;
}

/** A value that no header can have is refused, not sent in another form. */
function setHeader(headers: Headers, name: string, value: string): void {
  try {
    headers.set(name, value);
  } catch (cause) {
    throw new S3Error("InvalidArgument", `The value for ${name} is not one a header can have.`, { cause });
  }
}
