import type { StoredObject } from "../../buckets/stored-objects";
import { S3Error } from "./s3-error";

/** What makes a read needless: the caller has the object as it is. */
export function isNotModified(headers: Headers, object: StoredObject): boolean {
  const noneMatch = headers.get("if-none-match");
  if (noneMatch !== null) return namesTag(noneMatch, object);
  const since = Date.parse(headers.get("if-modified-since") ?? "");
  return wholeSeconds(object.lastModifiedAt) <= since;
}

/** @throws S3Error `PreconditionFailed` */
export function checkPreconditions(headers: Headers, object: StoredObject): void {
  const match = headers.get("if-match");
  const unmodifiedSince = Date.parse(headers.get("if-unmodified-since") ?? "");
  const isRefused = match === null ? wholeSeconds(object.lastModifiedAt) > unmodifiedSince : !namesTag(match, object);
  if (!isRefused) return;
  throw preconditionFailed();
}

function namesTag(header: string, { etag }: StoredObject): boolean {
  return header.split(",").some((tag) => ["*", etag, `"${etag}"`].includes(tag.trim()));
}

/** Headers have no fractions of a second. */
function wholeSeconds(at: number): number {
  return Math.floor(at / 1000) * 1000;
}

export function preconditionFailed(): S3Error {
  return new S3Error("PreconditionFailed", "At least one of the pre-conditions you specified did not hold");
}
