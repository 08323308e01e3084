import { Sha256 } from "@aws-crypto/sha256-js";
import { SignatureV4 } from "@smithy/signature-v4";
import { z } from "zod";
import { PenstockError } from "@/lib/errors";
import type { ConnectionAccess } from "./connection-access";
import { connectionCredentials } from "./connection-credentials";
import { endpointOf } from "./connection-clients";
import { translateAwsError } from "./translate-aws-error";

const TARGET_PREFIX = "PenstockEngine_20261101";
const SIGNING_NAME = "penstock";
const REQUEST_TIMEOUT_MS = 10_000;

const resources = z.object({ resources: z.array(z.unknown()) });
const failure = z.object({ __type: z.string(), message: z.string().optional() });

/** What the engine has bound to local things, as it stores them. @throws PenstockError */
export async function listLocalResources(access: ConnectionAccess): Promise<readonly unknown[]> {
  return resources.parse(await callEngine(access, "ListLocalResources", {})).resources;
}

/** Binds a name, or binds it anew. @throws PenstockError `invalid_input` when the engine refuses it */
export async function putLocalResource(access: ConnectionAccess, resource: object): Promise<void> {
  await callEngine(access, "PutLocalResource", { resource });
}

/** Unbinds a name; one that is not bound is no error. @throws PenstockError */
export async function deleteLocalResource(
  access: ConnectionAccess,
  reference: { readonly type: string; readonly name: string },
): Promise<void> {
  await callEngine(access, "DeleteLocalResource", reference);
}

/** One signed AWS JSON 1.1 call of the engine's own service, for which the SDK has no client. */
async function callEngine(access: ConnectionAccess, operation: string, input: object): Promise<unknown> {
  const endpoint = endpointOf(access);
  if (!endpoint) {
    throw new PenstockError(
      "not_found",
      `Connection ${access.name} has no local resources: AWS itself has the real ones.`,
    );
  }
  try {
    return await send(access, new URL(endpoint), { operation, input });
  } catch (error) {
    throw translateAwsError(networkError(error), access);
  }
}

async function send(
  access: ConnectionAccess,
  url: URL,
  { operation, input }: { operation: string; input: object },
): Promise<unknown> {
  const signer = new SignatureV4({
    service: SIGNING_NAME,
    region: access.region,
    credentials: connectionCredentials(access),
    sha256: Sha256,
  });
  const signed = await signer.sign({
    method: "POST",
    protocol: url.protocol,
    hostname: url.hostname,
    ...(url.port ? { port: Number(url.port) } : {}),
    path: url.pathname,
    headers: {
      host: url.host,
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `${TARGET_PREFIX}.${operation}`,
    },
    body: JSON.stringify(input),
  });
  const response = await fetch(url, {
    method: "POST",
    headers: signed.headers,
    body: JSON.stringify(input),
    signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
  });
  const body: unknown = await response.json();
  if (response.ok) return body;
  const { __type, message } = failure.parse(body);
  throw Object.assign(new Error(message ?? __type), { name: __type });
}

/** `fetch` hides the system's error code in the cause. */
function networkError(error: unknown): unknown {
  return error instanceof TypeError && error.cause instanceof Error ? error.cause : error;
}
