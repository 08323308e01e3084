import type { StoredObject, StoredObjects } from "../../buckets/stored-objects";
import { xmlText } from "../xml-text";
import { isBehind, listEntries, listQueryOf, type ListEntry } from "./list-entries";
import { xmlResponse } from "./xml-response";

/** A line of the list: one version of an object, or a prefix that stands for many objects. */
interface Line {
  readonly entry: ListEntry;
  readonly version?: StoredObject & { readonly isLatest: boolean };
}

/**
 * ListObjectVersions: of each object that is there the version it has now, then those that are kept of it, the newest
 * first. What has been deleted is not in the list, although its versions may be kept.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html
 */
export async function listObjectVersions(
  bucket: string,
  query: URLSearchParams,
  objects: StoredObjects,
): Promise<Response> {
  const { prefix, delimiter, limit, encode } = listQueryOf(query);
  const marker = { key: query.get("key-marker") ?? "", versionId: query.get("version-id-marker") ?? "" };
  const all = listEntries(await objects.listKeys(bucket, prefix), { prefix, delimiter });
  // Within the versions of an object the list goes on with that object, else behind it.
  const isWithin = ({ name }: ListEntry) => marker.versionId !== "" && name === marker.key;
  const lines: Line[] = [];
  for (const entry of all.filter((candidate) => isWithin(candidate) || isBehind(candidate, marker.key))) {
    if (lines.length > limit) break;
    const found = await linesOf(entry, bucket, objects);
    const before = isWithin(entry) ? found.findIndex(({ version }) => version?.versionId === marker.versionId) : -1;
    lines.push(...found.slice(before + 1));
  }
  const page = lines.slice(0, limit);
  const last = page.at(-1);
  const isTruncated = last !== undefined && lines.length > page.length;
  return xmlResponse(
    "ListVersionsResult",
    `<Name>${xmlText(bucket)}</Name><Prefix>${encode(prefix)}</Prefix><KeyMarker>${encode(marker.key)}</KeyMarker>` +
      `<VersionIdMarker>${xmlText(marker.versionId)}</VersionIdMarker>` +
      (delimiter && `<Delimiter>${encode(delimiter)}</Delimiter>`) +
      `<MaxKeys>${limit}</MaxKeys><IsTruncated>${isTruncated}</IsTruncated>` +
      (query.has("encoding-type") ? "<EncodingType>url</EncodingType>" : "") +
      (isTruncated ? nextOf(last, encode) : "") +
      page.map((line) => row(line, encode)).join(""),
  );
}

async function linesOf(entry: ListEntry, bucket: string, objects: StoredObjects): Promise<readonly Line[]> {
  if (entry.isPrefix) return [{ entry }];
  const versions = await objects.listVersions({ bucket, key: entry.name });
  return versions.map((version, index) => ({ entry, version: { ...version, isLatest: index === 0 } }));
}

function nextOf({ entry, version }: Line, encode: (text: string) => string): string {
  const versionId = version ? `<NextVersionIdMarker>${version.versionId}</NextVersionIdMarker>` : "";
  return `<NextKeyMarker>${encode(entry.name)}</NextKeyMarker>${versionId}`;
}

function row({ entry, version }: Line, encode: (text: string) => string): string {
  if (!version) return `<CommonPrefixes><Prefix>${encode(entry.name)}</Prefix></CommonPrefixes>`;
  return (
    `<Version><Key>${encode(entry.name)}</Key><VersionId>${version.versionId}</VersionId><IsLatest>${version.isLatest}</IsLatest>` +
    `<LastModified>${new Date(version.lastModifiedAt).toISOString()}</LastModified><ETag>&#34;${version.etag}&#34;</ETag>` +
    `<Size>${version.sizeBytes}</Size><StorageClass>STANDARD</StorageClass></Version>`
  );
}
