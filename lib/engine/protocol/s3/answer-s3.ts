import type { Clock } from "@/lib/clock";
import type { StoredObject, StoredObjects } from "../../buckets/stored-objects";
import type { ArtifactLocation } from "../../artifacts/artifact-store";
import type { ObjectRemover } from "../../buckets/object-remover";
import type { ObjectWriter } from "../../buckets/object-writer";
import type { Caller } from "../caller";
import { verifySignature, type VerifyOptions } from "../verify-signature";
import { answerBucket } from "./answer-bucket";
import { checkAccess } from "./check-access";
import { copySource, isCopy } from "./copy-object";
import { deleteObject } from "./delete-objects";
import { getObject } from "./get-object";
import { objectAddress } from "./object-address";
import { putObject } from "./put-object";
import { isQueryV2, verifyQueryV2 } from "./verify-query-v2";
import { asS3Error, noSuchBucket, noSuchKey, notImplemented, S3Error, s3ErrorResponse } from "./s3-error";

export interface S3Options extends Pick<VerifyOptions, "region" | "findCredential"> {
  readonly objects: StoredObjects;
  readonly writer: ObjectWriter;
  readonly remover: ObjectRemover;
  readonly clock: Clock;
  readonly requestId: string;
  onFault(error: unknown, requestId: string): void;
}

/** Query parameters of a GET or HEAD that still is about the object itself; any other asks for something else of it. */
const OBJECT_PARAMETERS = /^(?:versionId|partNumber|x-id|response-[a-z-]+|x-amz-[a-z0-9-]+)$/i;

/**
 * Answers S3's REST protocol for the buckets of this machine, signed in the header or presigned: objects are read,
 * written whole or in parts, copied, listed and deleted, buckets made, listed and deleted. Everything else of S3 is
 * refused with NotImplemented.
 */
export async function answerS3(request: Request, options: S3Options): Promise<Response> {
  const url = new URL(request.url);
  const { requestId } = options;
  try {
    const response = await answer(request, url, options);
    response.headers.set("x-amz-request-id", requestId);
    return response;
  } catch (error) {
    const refusal = asS3Error(error);
    if (!refusal) options.onFault(error, requestId);
    const shown = refusal ?? new S3Error("InternalError", "We encountered an internal error. Please try again.");
    return s3ErrorResponse(shown, { requestId, method: request.method, resource: url.pathname });
  }
}

async function answer(request: Request, url: URL, options: S3Options): Promise<Response> {
  const location = objectAddress(url);
  const caller = authenticate(request, url, location, options);
  const query = url.searchParams;
  if (location.key === "") return answerBucket({ ...options, request, query, bucket: location.bucket, caller });
  const { objects, writer } = options;
  if (request.method === "GET" || request.method === "HEAD") {
    checkAccess(caller, location, "read");
    const isObjectCall = [...query.keys()].every((name) => OBJECT_PARAMETERS.test(name));
    if (isObjectCall) return getObject(request, () => findObject(url, location, objects));
  } else {
    checkAccess(caller, location, "write");
    const isDeletion =
      request.method === "DELETE" && [...query.keys()].every((name) => /^(?:versionId|x-.*)$/i.test(name));
    if (isDeletion) return deleteObject(location, query.get("versionId"), options);
    const source = isCopy(request) ? await copySource(request, caller, objects) : null;
    const written = await putObject({ request, query, location, source, objects, writer });
    if (written) return written;
  }
  throw notImplemented(`${request.method} of ${url.pathname}${url.search === "" ? "" : " with these parameters"}`);
}

/** S3 takes the hash of the body from a header, which the signature covers; a presigned request has none. */
function authenticate(request: Request, url: URL, location: ArtifactLocation, options: S3Options): Caller {
  const nowAt = options.clock.now();
  if (isQueryV2(url.searchParams)) return verifyQueryV2(request, url, { ...options, location, nowAt });
  const { method, headers } = request;
  const hash = headers.get("x-amz-content-sha256");
  if (headers.has("authorization") && hash === null) {
    throw new S3Error("InvalidRequest", "Missing required header for this request: x-amz-content-sha256");
  }
  return verifySignature(
    { method, url, headers, payloadHash: hash ?? "UNSIGNED-PAYLOAD" },
    { ...options, signingName: "s3", nowAt },
  );
}

async function findObject(url: URL, location: ArtifactLocation, objects: StoredObjects): Promise<StoredObject> {
  const versionId = url.searchParams.get("versionId");
  const object = await objects.find(location, versionId ?? undefined);
  if (object) return object;
  if (versionId !== null && (await objects.find(location))) {
    throw new S3Error("NoSuchVersion", "The specified version does not exist.");
  }
  if (await objects.hasBucket(location.bucket)) throw noSuchKey();
  throw noSuchBucket();
}
