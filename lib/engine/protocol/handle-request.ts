import { AwsServiceError } from "../aws-service-error";
import { errorResponse } from "./error-response";
import type { Caller } from "./caller";
import type { JsonService } from "./json-service";
import type { ObjectRemover } from "../buckets/object-remover";
import type { ObjectWriter } from "../buckets/object-writer";
import type { FaultInjection } from "../faults/fault-injection";
import type { StoredObjects } from "../buckets/stored-objects";
import { readRequest, type ReadRequest } from "./read-request";
import { answerS3 } from "./s3/answer-s3";
import { answerQuery } from "./query/answer-query";
import type { QueryService } from "./query/query-service";
import { answerWebhook } from "./answer-webhook";
import type { Delivery } from "../webhooks/authenticate-delivery";
import { isStorable } from "../storable-text";
import type { Receipt } from "../webhooks/receive-webhook";
import { WEBHOOK_PATH } from "../webhooks/webhook";
import { signedService } from "./read-authorization";
import { verifySignature, type Credential } from "./verify-signature";
import type { Clock } from "@/lib/clock";

/** Spared from injected faults, because it is what switches them off. */
const OWN_SERVICE = "penstock";
const JSON_CONTENT_TYPE = "application/x-amz-json-1.1";

export interface RequestHandlerOptions {
  readonly services: readonly JsonService[];
  /** Those that speak the query protocol. */
  readonly queryServices: readonly QueryService[];
  /** What S3 serves. */
  readonly objects: StoredObjects;
  /** Where S3 puts what is uploaded. */
  readonly writer: ObjectWriter;
  /** What S3 deletes with. */
  readonly remover: ObjectRemover;
  /** Takes a delivery to the webhook that the token of the URL stands for. */
  readonly receiveWebhook: (urlToken: string, delivery: Delivery) => Promise<Receipt>;
  /** Makes calls slow or fail, for those who test against the engine. */
  readonly faults: FaultInjection;
  readonly region: string;
  readonly clock: Clock;
  newRequestId(): string;
  findCredential(accessKeyId: string, sessionToken: string | undefined): Credential | undefined;
  /** Told of every failure that is the engine's own fault; the caller only gets `InternalFailure`. */
  onFault(error: unknown, requestId: string): void;
}

/** @param remoteAddress who is at the other end of the connection, where there is one */
export type RequestHandler = (request: Request, remoteAddress?: string) => Promise<Response>;

/**
 * Answers the engine's whole wire protocol: AWS JSON 1.1 and the query protocol for its services, and S3 for what is
 * left. No signature is needed for `GET /health`, which tells that the engine is up, and for deliveries to webhooks, which
 * prove themselves in ways of their own.
 */
export function createRequestHandler(options: RequestHandlerOptions): RequestHandler {
  return async (request, remoteAddress) => {
    const requestId = options.newRequestId();
    const url = new URL(request.url);
    if (request.method === "GET" && url.pathname === "/health") return answerHealth(options.faults);
    const target = request.headers.get("x-amz-target");
    if (url.pathname === WEBHOOK_PATH) return answerWebhook(request, { ...options, requestId, remoteAddress });
    if (target === null && isS3(request, url)) return answerS3(request, { ...options, requestId });
    try {
      const read = await readRequest(request);
      if (target === null && isForm(request)) return await answerForm(read, { ...options, requestId });
      return await answerJson(read, target, { ...options, requestId });
    } catch (error) {
      if (!(error instanceof AwsServiceError)) options.onFault(error, requestId);
      return errorResponse(error, requestId);
    }
  };
}

function answerForm(
  request: ReadRequest,
  options: RequestHandlerOptions & { readonly requestId: string },
): Promise<Response> {
  return answerQuery(request, {
    ...options,
    services: options.queryServices,
    checkScope: (caller, service) => {
      if (!service.isForAnyKeys) checkScope(caller, service);
    },
    beforeAction: async (action, service) => {
      if (!service.isForAnyKeys) await injectFault(action, options);
    },
  });
}

async function answerJson(
  request: ReadRequest,
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
  checkScope(caller, service);
  if (service.signingName !== OWN_SERVICE) await injectFault(operation, options);
  const output = await service.invoke(operation, parseJson(request.body), caller);
  return new Response(output === undefined ? null : JSON.stringify(output), {
    status: 200,
    headers: { "content-type": JSON_CONTENT_TYPE, "x-amzn-requestid": options.requestId },
  });
}

/** Keys for artifacts are good for S3 alone; those of a function are not for the engine's own settings. */
function checkScope({ scope, principalArn }: Caller, { signingName }: Pick<JsonService, "signingName">): void {
  if (scope === undefined || scope.kind === "role") return;
  if (scope.kind === "function" && signingName !== OWN_SERVICE) return;
  throw new AwsServiceError(
    "AccessDeniedException",
    `User: ${principalArn} is not authorized to perform this operation with these temporary keys`,
  );
}

/** Tells that the engine is up, and what it injects into calls if it does. */
function answerHealth(faults: FaultInjection): Response {
  const injected = faults.status();
  return Response.json({ status: "ok", ...(injected.length > 0 && { faults: injected }) });
}

async function injectFault(operation: string, { faults, clock }: RequestHandlerOptions): Promise<void> {
  const { delayMs, error } = faults.decide(operation);
  if (delayMs > 0) await new Promise<void>((resolve) => clock.setTimer(delayMs, resolve));
  if (error) throw error;
}

function findOperation(
  services: readonly JsonService[],
  { method, url, headers }: ReadRequest,
  target: string | null,
): { service: JsonService; operation: string } {
  if (method !== "POST" || url.pathname !== "/") {
    const named = signedService(headers, url);
    const isOurs = services.some(({ signingName }) => signingName === named);
    throw new AwsServiceError(
      "UnknownOperationException",
      isOurs || named === null
        ? `${method} ${url.pathname} is no call: they are all POST /.`
        : `The local engine has nothing of the service ${named}. Use a connection to AWS for it.`,
    );
  }
  const [prefix, operation, ...more] = (target ?? "").split(".");
  const service = services.find((candidate) => candidate.targetPrefix === prefix);
  if (!service || !operation || more.length > 0 || !service.hasOperation(operation)) {
    throw new AwsServiceError(
      "UnknownOperationException",
      `The local engine has no operation ${target ?? "without X-Amz-Target"}.`,
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
  const { value, canBeKept } = decodeJson(body);
  if (canBeKept) return value;
  throw new AwsServiceError(
    "SerializationException",
    "The request body has NUL or half of a surrogate pair in a text.",
  );
}

function decodeJson(body: Uint8Array): { readonly value: unknown; readonly canBeKept: boolean } {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(body);
    const value: unknown = JSON.parse(text);
    return { value, canBeKept: !text.includes("\\u") || isStorable(value) };
  } catch (cause) {
    throw new AwsServiceError("SerializationException", "The request body is not valid JSON in UTF-8.", { cause });
  }
}

/** S3 has no X-Amz-Target: it is what is signed for it, or is for nobody in particular and not `POST /`. */
function isS3({ method, headers }: Request, url: URL): boolean {
  const named = signedService(headers, url);
  return named === null ? method !== "POST" || url.pathname !== "/" : named === "s3";
}

function isForm(request: Request): boolean {
  return request.headers.get("content-type")?.startsWith("application/x-www-form-urlencoded") ?? false;
}
