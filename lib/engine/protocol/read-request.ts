import { AwsServiceError } from "../aws-service-error";
import { sha256 } from "./verify-signature";

/** Larger than any declaration the quotas allow. */
const MAX_BODY_BYTES = 4 * 1024 * 1024;

/** A request whose body was read whole, which every protocol but S3's needs before anything else. */
export interface ReadRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: Uint8Array;
  /** Hex SHA-256 of the body. */
  readonly payloadHash: string;
}

/** @throws AwsServiceError `RequestEntityTooLargeException`, once the whole body has come: a client listens after that */
export async function readRequest(request: Request): Promise<ReadRequest> {
  const body = await readBody(request);
  return {
    method: request.method,
    url: new URL(request.url),
    headers: request.headers,
    body,
    payloadHash: sha256(body),
  };
}

async function readBody(request: Request): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of request.body ?? []) {
      size += chunk.length;
      if (size <= MAX_BODY_BYTES) chunks.push(chunk);
    }
  } catch (cause) {
    throw new AwsServiceError("SerializationException", "The request ended before its body was complete.", { cause });
  }
  if (size > MAX_BODY_BYTES) {
    throw new AwsServiceError("RequestEntityTooLargeException", `A request may have ${MAX_BODY_BYTES} bytes at most.`);
  }
  return Buffer.concat(chunks, size);
}
