import type { z } from "zod";
import { errorBody } from "@/lib/contracts/error-body";

/** A failed call of our own API, with the message a person may read. */
export class ApiError extends Error {
  readonly code: string;
  readonly awsError: string | undefined;
  readonly requestId: string | undefined;
  readonly data: unknown;

  constructor(error: { code: string; message: string; awsError?: string; requestId?: string; data?: unknown }) {
    super(error.message);
    this.name = "ApiError";
    this.code = error.code;
    this.awsError = error.awsError;
    this.requestId = error.requestId;
    this.data = error.data;
  }
}

/** GET, parsed by `schema`. @throws ApiError */
export async function getJson<Schema extends z.ZodType>(
  schema: Schema,
  url: string,
  init: { signal?: AbortSignal } = {},
): Promise<z.infer<Schema>> {
  return send(schema, url, init);
}

/** POST, PUT, PATCH or DELETE with a JSON body, parsed by `schema`. @throws ApiError */
export async function sendJson<Schema extends z.ZodType>(
  schema: Schema,
  url: string,
  init: { method: "POST" | "PUT" | "PATCH" | "DELETE"; body?: unknown; signal?: AbortSignal },
): Promise<z.infer<Schema>> {
  return send(schema, url, {
    method: init.method,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(init.body ?? {}),
    ...(init.signal ? { signal: init.signal } : {}),
  });
}

async function send<Schema extends z.ZodType>(
  schema: Schema,
  url: string,
  init: RequestInit,
): Promise<z.infer<Schema>> {
  const response = await fetch(url, init).catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    throw new ApiError({
      code: "offline",
      message: "Penstock cannot be reached. Check that it runs; this page keeps trying.",
    });
  });
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return schema.parse(body);
  const failure = errorBody.safeParse(body);
  throw new ApiError(
    failure.success
      ? failure.data.error
      : { code: "internal", message: `Penstock answered with status ${response.status}.` },
  );
}
