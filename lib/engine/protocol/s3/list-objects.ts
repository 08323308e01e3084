import type { StoredObjects } from "../../buckets/stored-objects";
import { xmlText } from "../xml-text";
import { S3Error } from "./s3-error";
import { xmlResponse } from "./xml-response";

const MOST_KEYS = 1_000;

/** One line of a list: an object, or a prefix that stands for all the keys that begin with it. */
type Entry = { readonly key: string } | { readonly commonPrefix: string };

/**
 * ListObjectsV2, and ListObjects before it, which goes on after a marker: keys in the order of their bytes, those that
 * share what stands before the delimiter as one.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
 */
export async function listObjects(bucket: string, query: URLSearchParams, objects: StoredObjects): Promise<Response> {
  const prefix = query.get("prefix") ?? "";
  const delimiter = query.get("delimiter") ?? "";
  const limit = maxKeysOf(query.get("max-keys"));
  const isV2 = query.get("list-type") === "2";
  const after = isV2 ? startOf(query) : (query.get("marker") ?? "");
  const entries = entriesOf(await objects.listKeys(bucket, prefix), { prefix, delimiter, after });
  const page = entries.slice(0, limit);
  const last = page.at(-1);
  const isTruncated = last !== undefined && entries.length > page.length;
  const encode = query.get("encoding-type") === "url" ? (text: string) => encodeURIComponent(text) : xmlText;
  const rows = await Promise.all(page.map((entry) => row(entry, bucket, { objects, encode })));
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
  last: Entry,
  { isV2, delimiter, encode }: { readonly isV2: boolean; readonly delimiter: string; encode(text: string): string },
): string {
  if (isV2) return `<NextContinuationToken>${tokenOf(last)}</NextContinuationToken>`;
  return delimiter === "" ? "" : `<NextMarker>${encode(nameOf(last))}</NextMarker>`;
}

function maxKeysOf(text: string | null): number {
  if (text === null) return MOST_KEYS;
  if (!/^\d{1,9}$/.test(text))
    throw new S3Error("InvalidArgument", "Argument maxKeys must be an integer between 0 and 2147483647");
  return Math.min(Number(text), MOST_KEYS);
}

function entriesOf(
  keys: readonly string[],
  { prefix, delimiter, after }: { readonly prefix: string; readonly delimiter: string; readonly after: string },
): readonly Entry[] {
  const names = new Map<string, Entry>();
  for (const key of keys) {
    const at = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
    const commonPrefix = key.slice(0, at + delimiter.length);
    const [name, entry]: [string, Entry] = at < 0 ? [key, { key }] : [commonPrefix, { commonPrefix }];
    if (compareBytes(name, after) > 0) names.set(name, entry);
  }
  return [...names].toSorted(([a], [b]) => compareBytes(a, b)).map(([, entry]) => entry);
}

async function row(
  entry: Entry,
  bucket: string,
  { objects, encode }: { readonly objects: StoredObjects; encode(text: string): string },
): Promise<string> {
  if ("commonPrefix" in entry) return `<CommonPrefixes><Prefix>${encode(entry.commonPrefix)}</Prefix></CommonPrefixes>`;
  const object = await objects.find({ bucket, key: entry.key });
  if (!object) return ""; // removed meanwhile
  return (
    `<Contents><Key>${encode(entry.key)}</Key><LastModified>${new Date(object.lastModifiedAt).toISOString()}</LastModified>` +
    `<ETag>&#34;${object.etag}&#34;</ETag><Size>${object.sizeBytes}</Size><StorageClass>STANDARD</StorageClass></Contents>`
  );
}

function nameOf(entry: Entry): string {
  return "key" in entry ? entry.key : entry.commonPrefix;
}

function tokenOf(entry: Entry): string {
  return Buffer.from(nameOf(entry)).toString("base64url");
}

function keyOfToken(token: string): string {
  if (/^[\w-]+$/.test(token)) return Buffer.from(token, "base64url").toString("utf8");
  throw new S3Error("InvalidArgument", "The continuation token provided is incorrect");
}

function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
