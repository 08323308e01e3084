import type { ArtifactLocation } from "../../artifacts/artifact-store";
import type { ObjectMetadata } from "../../buckets/object-metadata";
import type { ObjectWriter } from "../../buckets/object-writer";
import type { StoredObject, StoredObjects } from "../../buckets/stored-objects";
import { xmlText } from "../xml-text";
import { bodyText } from "./body-text";
import { checkedBody } from "./checked-body";
import { preconditionFailed } from "./conditions";
import { copiedBytes, copyResult } from "./copy-object";
import { elementsIn } from "./elements-in";
import { S3Error } from "./s3-error";
import { xmlResponse } from "./xml-response";

export interface Write {
  readonly request: Request;
  readonly query: URLSearchParams;
  readonly location: ArtifactLocation;
  /** The object to copy, where the bytes do not come with the request. */
  readonly source: StoredObject | null;
  readonly objects: StoredObjects;
  readonly writer: ObjectWriter;
}

const USER_METADATA = "x-amz-meta-";
/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html */
const MAX_METADATA_BYTES = 2 * 1024;
const MAX_PARTS = 10_000;
/** A list of that many parts. */
const MAX_LIST_BYTES = 2 * 1024 ** 2;

/**
 * Answers PutObject, CopyObject and the multipart uploads that clients make of large ones. A bucket is made by its first
 * object; the version that is replaced is kept.
 * @returns null for a request that is something else
 * @throws S3Error
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
 */
export async function putObject(write: Write): Promise<Response | null> {
  const { request, query, location } = write;
  const uploadId = query.get("uploadId");
  const parameters = new Set([...query.keys()].filter((name) => !/^(?:x-id|x-amz-.*)$/i.test(name)));
  const isCall = (method: string, ...names: string[]) =>
    request.method === method && parameters.size === names.length && names.every((name) => parameters.has(name));
  if (isCall("PUT")) return putWhole(write);
  if (isCall("POST", "uploads")) return startUpload(write);
  if (uploadId === null) return null;
  const upload = { location, uploadId };
  if (isCall("PUT", "partNumber", "uploadId")) return putPart(write, upload);
  if (isCall("POST", "uploadId")) return completeUpload(write, upload);
  if (!isCall("DELETE", "uploadId")) return null;
  await write.writer.abortUpload(upload);
  return new Response(null, { status: 204 });
}

type Upload = Parameters<ObjectWriter["abortUpload"]>[0];

async function putWhole({ request, location, source, objects, writer }: Write): Promise<Response> {
  await checkConditions(request, location, objects);
  await objects.keep(location);
  const keepsMetadata = source !== null && request.headers.get("x-amz-metadata-directive") !== "REPLACE";
  const metadata = keepsMetadata ? source.metadata : metadataOf(request.headers);
  await writer.put(location, source ? copiedBytes(request, source) : checkedBody(request), metadata);
  const object = await objects.find(location);
  const [etag, lastModifiedAt] = [object?.etag ?? "", object?.lastModifiedAt ?? 0];
  const answer = source
    ? copyResult("CopyObjectResult", etag, lastModifiedAt)
    : new Response(null, { headers: { etag: `"${etag}"` } });
  answer.headers.set("x-amz-version-id", object?.versionId ?? "");
  return answer;
}

async function startUpload({ request, location, writer }: Write): Promise<Response> {
  const uploadId = await writer.startUpload(location, metadataOf(request.headers));
  return xml("InitiateMultipartUploadResult", {
    Bucket: location.bucket,
    Key: location.key,
    UploadId: uploadId,
  });
}

async function putPart({ request, query, source, writer }: Write, upload: Upload): Promise<Response> {
  const partNumber = Number(query.get("partNumber"));
  if (!Number.isInteger(partNumber) || partNumber < 1 || partNumber > MAX_PARTS) {
    throw new S3Error("InvalidArgument", `Part number must be an integer between 1 and ${MAX_PARTS}, inclusive`);
  }
  const content = source ? copiedBytes(request, source) : checkedBody(request);
  const etag = await writer.putPart(upload, partNumber, content);
  if (etag === null) throw noSuchUpload();
  if (source) return copyResult("CopyPartResult", etag, source.lastModifiedAt);
  return new Response(null, { headers: { etag: `"${etag}"` } });
}

async function completeUpload({ request, location, objects, writer }: Write, upload: Upload): Promise<Response> {
  await checkConditions(request, location, objects);
  const parts = partsOf(await bodyText(request, MAX_LIST_BYTES));
  const isInOrder = parts.every(({ partNumber }, index) => partNumber > (parts[index - 1]?.partNumber ?? 0));
  if (!isInOrder) throw new S3Error("InvalidPartOrder", "The list of parts was not in ascending order.");
  await objects.keep(location);
  if (!(await writer.completeUpload(upload, parts))) {
    throw new S3Error("InvalidPart", "One or more of the specified parts could not be found.");
  }
  const object = await objects.find(location);
  const answer = xml("CompleteMultipartUploadResult", {
    Location: new URL(request.url).pathname,
    Bucket: location.bucket,
    Key: location.key,
    ETag: `"${object?.etag ?? ""}"`,
  });
  answer.headers.set("x-amz-version-id", object?.versionId ?? "");
  return answer;
}

/** What a client says of the object beside its bytes. @throws S3Error */
function metadataOf(headers: Headers): ObjectMetadata {
  const contentType = headers.get("content-type");
  const cacheControl = headers.get("cache-control");
  const own = [...headers].flatMap(([name, value]): [string, string][] =>
    name.startsWith(USER_METADATA) ? [[name.slice(USER_METADATA.length), value]] : [],
  );
  const size = own.reduce((sum, [name, value]) => sum + name.length + Buffer.byteLength(value), 0);
  if (size > MAX_METADATA_BYTES) {
    throw new S3Error("MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size");
  }
  return {
    ...(contentType !== null && { contentType }),
    ...(cacheControl !== null && { cacheControl }),
    ...(own.length > 0 && { userMetadata: Object.fromEntries(own) }),
  };
}

async function checkConditions(
  { headers }: Request,
  location: ArtifactLocation,
  objects: StoredObjects,
): Promise<void> {
  if (headers.get("if-none-match") !== "*" || !(await objects.find(location))) return;
  throw preconditionFailed();
}

/** The body of CompleteMultipartUpload is a flat list, whatever else a client adds to each part. */
function partsOf(text: string): { partNumber: number; etag: string }[] {
  return elementsIn(text, "Part").map((part) => ({
    partNumber: Number(/<PartNumber>\s*(\d+)\s*<\/PartNumber>/.exec(part)?.[1]),
    etag: /<ETag>\s*(?:"|&quot;|&#34;)?([0-9a-f]+)/.exec(part)?.[1] ?? "",
  }));
}

function noSuchUpload(): S3Error {
  return new S3Error(
    "NoSuchUpload",
    "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.",
  );
}

function xml(name: string, members: Readonly<Record<string, string>>): Response {
  const inner = Object.entries(members).map(([member, value]) => `<${member}>${xmlText(value)}</${member}>`);
  return xmlResponse(name, inner.join(""));
}
