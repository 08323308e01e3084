import { open, type FileHandle } from "node:fs/promises";
import { Readable } from "node:stream";
import type { StoredObject } from "../../buckets/stored-objects";
import { unlessMissing } from "../../is-missing";
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

/** How often an object may be replaced between a look at it and the opening of its file. */
const MOST_ATTEMPTS = 20;

/**
 * Answers GetObject and HeadObject from the file itself, never holding more of it than a chunk. What is told of an object
 * and its bytes are of one and the same, however often it is replaced meanwhile.
 * @param find the object as it is at that moment
 * @throws S3Error
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export async function getObject(request: Request, find: () => Promise<StoredObject>): Promise<Response> {
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
    const object = await find();
    const { status, headers, bytes } = describe(request, object);
    if (!bytes) return new Response(null, { status, headers });
    const handle = await openFound(object);
    if (handle) return new Response(bytesOf(handle, bytes), { status, headers });
  }
  throw new S3Error("SlowDown", "The object is replaced faster than it can be read. Please try again.");
}

/** Null where another file has taken the place of the one that was looked at, or none. */
async function openFound({ file, inode, sizeBytes }: StoredObject): Promise<FileHandle | null> {
  const handle = await unlessMissing(open(file));
  if (!handle) return null;
  const stats = await handle.stat();
  if (stats.ino === inode && stats.size === sizeBytes) return handle;
  await handle.close();
  return null;
}

interface Description {
  readonly status: number;
  readonly headers: Headers;
  /** What goes out of the object, unless that is nothing. */
  readonly bytes?: ByteRange;
}

function describe(request: Request, object: StoredObject): Description {
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
  if (isNotModified(request.headers, object)) return { status: 304, headers };
  checkPreconditions(request.headers, object);
  for (const [parameter, header] of Object.entries(OVERRIDES)) {
    const value = searchParams.get(parameter);
    if (value !== null) setHeader(headers, header, value);
  }
  const range = rangeOf(request, searchParams, object.sizeBytes);
  const { first, last } = range ?? { first: 0, last: object.sizeBytes - 1 };
  headers.set("content-length", String(last - first + 1));
  if (range) headers.set("content-range", `bytes ${first}-${last}/${object.sizeBytes}`);
  const isEmpty = request.method === "HEAD" || object.sizeBytes === 0;
  return { status: range ? 206 : 200, headers, ...(!isEmpty && { bytes: { first, last } }) };
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

function bytesOf(handle: FileHandle, { first, last }: ByteRange): BodyInit {
  // Node's stream types and the DOM's describe the same object.
  return Readable.toWeb(handle.createReadStream({ start: first, end: last })) as unknown as BodyInit;
}

/** A value that no header can have is refused, not sent in another form. */
function setHeader(headers: Headers, name: string, value: string): void {
  try {
    headers.set(name, value);
  } catch (cause) {
    throw new S3Error("InvalidArgument", `The value for ${name} is not one a header can have.`, { cause });
  }
}
