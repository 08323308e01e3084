import { AwsServiceError } from "../aws-service-error";
import { errorResponse } from "./error-response";
import type { JsonService } from "./json-service";
import { answerSts } from "./sts";
import { verifySignature, type Credential, type SignedRequest } from "./verify-signature";
import type { Clock } from "@/lib/clock";

/** Larger than any declaration the quotas allow. */
const MAX_BODY_BYTES = 4 * 1024 * 1024;
const JSON_CONTENT_TYPE = "application/x-amz-json-1.1";

export interface RequestHandlerOptions {
  readonly services: readonly JsonService[];
  readonly region: string;
  readonly clock: Clock;
  newRequestId(): string;
  findCredential(accessKeyId: string): Credential | undefined;
  /** Told of every failure that is the engine's own fault; the caller only gets `InternalFailure`. */
  onFault(error: unknown, requestId: string): void;
}

export type RequestHandler = (request: Request) => Promise<Response>;

/**
 * Answers the engine's whole wire protocol: AWS JSON 1.1 for its services, and STS GetCallerIdentity. Only
 * `GET /health`, which tells that the engine is up, needs no signature.
 */
export function createRequestHandler(options: RequestHandlerOptions): RequestHandler {
  return async (request) => {
    const requestId = options.newRequestId();
    const url = new URL(request.url);
    if (request.method === "GET" && url.pathname === "/health") return Response.json({ status: "ok" });
    try {
      const signed = { method: request.method, url, headers: request.headers, body: await readBody(request) };
      const target = request.headers.get("x-amz-target");
      if (target === null && isForm(request)) return answerSts(signed, { ...options, requestId });
      return await answerJson(signed, target, { ...options, requestId });
    } catch (error) {
      if (!(error instanceof AwsServiceError)) options.onFault(error, requestId);
      return errorResponse(error, requestId);
    }
  };
}

async function answerJson(
  request: SignedRequest,
  target: string | null,
  options: RequestHandlerOptions & { readonly requestId: string },
): Promise<Response> {
  const { service, operation } = findOperation(options.services, request, target);
  const caller = verifySignature(request, {
    signingName: service.signingName,
    region: options.region,
    nowAt: options.clock.now(),
    findCredential: options.findCredential,
  });
  const output = await service.invoke(operation, parseJson(request.body), caller);
  return new Response(output === undefined ? null : JSON.stringify(output), {
    status: 200,
    headers: { "content-type": JSON_CONTENT_TYPE, "x-amzn-requestid": options.requestId },
  });
}

function findOperation(
  services: readonly JsonService[],
  { method, headers }: SignedRequest,
  target: string | null,
): { service: JsonService; operation: string } {
  const [prefix, operation] = (target ?? "").split(".", 2);
  const service = services.find((candidate) => candidate.targetPrefix === prefix);
  if (method !== "POST" || !service || !operation || !service.hasOperation(operation)) {
    throw new AwsServiceError(
      "UnknownOperationException",
      `There is no operation ${target ?? "without X-Amz-Target"}.`,
    );
  }
  const contentType = headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (contentType !== JSON_CONTENT_TYPE) {
    throw new AwsServiceError("UnknownOperationException", `The content type must be ${JSON_CONTENT_TYPE}.`);
  }
  return { service, operation };
}

function parseJson(body: Uint8Array): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch (cause) {
    throw new AwsServiceError("SerializationException", "The request body is not valid JSON in UTF-8.", { cause });
  }
}

function isForm(request: Request): boolean {
  return request.headers.get("content-type")?.startsWith("application/x-www-form-urlencoded") ?? false;
}

async function readBody(request: Request): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) {
      throw new AwsServiceError(
        "RequestEntityTooLargeException",
        `A request may have ${MAX_BODY_BYTES} bytes at most.`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}
