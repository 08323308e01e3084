import { createReadStream } from "node:fs";
import type { ArtifactLocation } from "../../artifacts/artifact-store";
import type { Content } from "../../buckets/object-writer";
import type { StoredObject, StoredObjects } from "../../buckets/stored-objects";
import type { Caller } from "../caller";
import { byteRange } from "./byte-range";
import { checkAccess } from "./check-access";
import { checkPreconditions, isNotModified, preconditionFailed } from "./conditions";
import { noSuchBucket, noSuchKey, S3Error } from "./s3-error";
import { xmlResponse } from "./xml-response";

const SOURCE = "x-amz-copy-source";

export function isCopy({ headers }: Request): boolean {
  return headers.has(SOURCE);
}

/** The object that a copy is made of. @throws S3Error */
export async function copySource({ headers }: Request, caller: Caller, objects: StoredObjects): Promise<StoredObject> {
  const { location, versionId } = readSource(headers.get(SOURCE) ?? "");
  checkAccess(caller, location, "read");
  const source = await objects.find(location, versionId);
  if (source) {
    const conditions = conditionsOf(headers);
    checkPreconditions(conditions, source);
    if (isNotModified(conditions, source)) throw preconditionFailed();
    return source;
  }
  if (await objects.hasBucket(location.bucket)) throw noSuchKey();
  throw noSuchBucket();
}

/** As they would stand in a request for the object itself. */
function conditionsOf(headers: Headers): Headers {
  const own = [...headers].filter(([name]) => name.startsWith(`${SOURCE}-if-`));
  return new Headers(own.map(([name, value]) => [name.slice(SOURCE.length + 1), value]));
}

/** `bucket/key`, encoded as a path is, with or without a slash before it, and `?versionId=` behind it. */
function readSource(header: string): { readonly location: ArtifactLocation; readonly versionId?: string } {
  const [, bucket = "", key = "", versionId] = /^\/?([^/?]+)\/(.+?)(?:\?versionId=(\w+))?$/s.exec(header) ?? [];
  try {
    const location = { bucket: decodeURIComponent(bucket), key: decodeURIComponent(key) };
    if (location.key !== "") return { location, ...(versionId !== undefined && { versionId }) };
  } catch {
    // Not encoded as a path is: refused below.
  }
  throw new S3Error("InvalidArgument", "Copy Source must mention the source bucket and key: sourcebucket/sourcekey");
}

/** The bytes to copy: all of them, or for a part those of its range. @throws S3Error */
export function copiedBytes({ headers }: Request, { file, sizeBytes }: StoredObject): Content {
  const range = byteRange(headers.get(`${SOURCE}-range`), sizeBytes);
  if (range === "unsatisfiable") throw new S3Error("InvalidRange", "The requested range is not satisfiable");
  return createReadStream(file, range ? { start: range.first, end: range.last } : {});
}

export function copyResult(
  name: "CopyObjectResult" | "CopyPartResult",
  etag: string,
  lastModifiedAt: number,
): Response {
  const modified = new Date(lastModifiedAt).toISOString();
  return xmlResponse(name, `<ETag>&#34;${etag}&#34;</ETag><LastModified>${modified}</LastModified>`);
}
