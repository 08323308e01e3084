import type { StoredObjects } from "../../buckets/stored-objects";
import { fewAtOnce } from "../../few-at-once";
import { xmlText } from "../xml-text";
import { isBehind, listEntries, listQueryOf, type ListEntry } from "./list-entries";
import { S3Error } from "./s3-error";
import { xmlResponse } from "./xml-response";

/**
 * ListObjectsV2, and ListObjects before it, which goes on after a marker: keys in the order of their bytes, those that
 * share what stands before the delimiter as one.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
 */
export async function listObjects(bucket: string, query: URLSearchParams, objects: StoredObjects): Promise<Response> {
  const { prefix, delimiter, limit, encode } = listQueryOf(query);
  const isV2 = query.get("list-type") === "2";
  const after = isV2 ? startOf(query) : (query.get("marker") ?? "");
  const all = listEntries(await objects.listKeys(bucket, prefix), { prefix, delimiter });
  const entries = all.filter((entry) => isBehind(entry, after));
  const page = entries.slice(0, limit);
  const last = page.at(-1);
  const isTruncated = last !== undefined && entries.length > page.length;
  // An object is read whole for its ETag, unless that is remembered.
  const rows = await fewAtOnce(page, (entry) => row(entry, bucket, { objects, encode }));
  const body =
    `<Name>${xmlText(bucket)}</Name><Prefix>${encode(prefix)}</Prefix>` +
    `${delimiter && `<Delimiter>${encode(delimiter)}</Delimiter>`}` +
    `<MaxKeys>${limit}</MaxKeys><IsTruncated>${isTruncated}</IsTruncated>` +
    `${query.has("encoding-type") ? "<EncodingType>url</EncodingType>" : ""}` +
    (isV2 ? `<KeyCount>${page.length}</KeyCount>` : `<Marker>${encode(after)}</Marker>`) +
    (isTruncated ? nextOf(last, { isV2, delimiter, encode }) : "") +
    rows.join("");
  return xmlResponse("ListBucketResult", body);
}

function startOf(query: URLSearchParams): string {
  const token = query.get("continuation-token");
  return token === null ? (query.get("start-after") ?? "") : keyOfToken(token);
}

/** ListObjects tells where to go on only where that is not the last key. */
function nextOf(
  last: ListEntry,
  { isV2, delimiter, encode }: { readonly isV2: boolean; readonly delimiter: string; encode(text: string): string },
): string {
  if (isV2) return `<NextContinuationToken>${tokenOf(last)}</NextContinuationToken>`;
  return delimiter === "" ? "" : `<NextMarker>${encode(last.name)}</NextMarker>`;
}

async function row(
  entry: ListEntry,
  bucket: string,
  { objects, encode }: { readonly objects: StoredObjects; encode(text: string): string },
): Promise<string> {
  if (entry.isPrefix) return `<CommonPrefixes><Prefix>${encode(entry.name)}</Prefix></CommonPrefixes>`;
  const object = await objects.find({ bucket, key: entry.name });
  if (!object) return ""; // removed meanwhile
  return (
    `<Contents><Key>${encode(entry.name)}</Key><LastModified>${new Date(object.lastModifiedAt).toISOString()}</LastModified>` +
    `<ETag>&#34;${object.etag}&#34;</ETag><Size>${object.sizeBytes}</Size><StorageClass>STANDARD</StorageClass></Contents>`
  );
}

function tokenOf(entry: ListEntry): string {
  return Buffer.from(entry.name).toString("base64url");
}

function keyOfToken(token: string): string {
  if (/^[\w-]+$/.test(token)) return Buffer.from(token, "base64url").toString("utf8");
  throw new S3Error("InvalidArgument", "The continuation token provided is incorrect");
}
