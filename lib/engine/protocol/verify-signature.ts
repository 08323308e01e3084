import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { AwsServiceError } from "../aws-service-error";
import type { Caller } from "./caller";
import { ALGORITHM, readAuthorization, type Authorization } from "./read-authorization";

/** How far a request's date may be from the service's clock, either way. */
const MAX_SKEW_MS = 15 * 60_000;

export interface Credential {
  readonly secretAccessKey: string;
  /** Set for temporary keys: requests signed with them must carry it. */
  readonly sessionToken?: string;
  readonly caller: Caller;
}

export interface SignedRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  /** Hex SHA-256 of the body, or the words S3 has for a body that is not signed. */
  readonly payloadHash: string;
}

export interface VerifyOptions {
  /** Name of the service in the credential scope, such as `codepipeline`. */
  readonly signingName: string;
  readonly region: string;
  /** Epoch milliseconds. */
  readonly nowAt: number;
  /** @param sessionToken what came along, for temporary keys */
  findCredential(accessKeyId: string, sessionToken: string | undefined): Credential | undefined;
}

/**
 * Checks the signature version 4 of a request, in its header or its query, and says who signed it. Nothing in the
 * request may be trusted before.
 * @throws AwsServiceError with the name and text that AWS gives each fault
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function verifySignature(request: SignedRequest, options: VerifyOptions): Caller {
  const authorization = readAuthorization(request.headers, request.url);
  const credential = options.findCredential(authorization.accessKeyId, authorization.sessionToken);
  if (!credential || credential.sessionToken !== authorization.sessionToken) {
    throw new AwsServiceError("UnrecognizedClientException", "The security token included in the request is invalid.");
  }
  checkScope(authorization, options);
  checkSignedHeaders(authorization, request.headers);
  checkDate(authorization, options.nowAt);

  const scope = [authorization.day, authorization.region, authorization.service, "aws4_request"];
  const toSign = [ALGORITHM, authorization.date, scope.join("/"), sha256(canonicalRequest(request, authorization))];
  const signingKey = scope.reduce<Buffer>(
    (key, part) => hmac(key, part),
    Buffer.from(`AWS4${credential.secretAccessKey}`),
  );
  const expected = hmac(signingKey, toSign.join("\n"));
  const given = Buffer.from(authorization.signature, "hex");
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new AwsServiceError(
      "InvalidSignatureException",
      "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access " +
        "Key and signing method. Consult the service documentation for details.",
    );
  }
  return credential.caller;
}

function checkScope(authorization: Authorization, { region, signingName }: VerifyOptions): void {
  const faults: string[] = [];
  if (authorization.region !== region)
    faults.push(`Credential should be scoped to a valid region, not '${authorization.region}'.`);
  if (authorization.service !== signingName)
    faults.push(`Credential should be scoped to correct service: '${signingName}'.`);
  if (authorization.terminator !== "aws4_request") {
    faults.push("Credential should be scoped with a valid terminator: 'aws4_request'.");
  }
  if (faults.length > 0) throw new AwsServiceError("InvalidSignatureException", faults.join(" "));
}

/** A header that says what the request means must be covered by the signature, or it could be exchanged. */
function checkSignedHeaders({ signedHeaders }: Authorization, headers: Headers): void {
  const needed = ["host", ...[...headers.keys()].filter((name) => name.startsWith("x-amz-"))];
  const unsigned = needed.find((name) => !signedHeaders.includes(name));
  if (unsigned !== undefined) {
    throw new AwsServiceError(
      "InvalidSignatureException",
      `'${unsigned}' must be a 'SignedHeader' in the AWS Authorization.`,
    );
  }
}

function checkDate({ date, day, expiresInSeconds }: Authorization, nowAt: number): void {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date);
  const signedAt = parts ? Date.UTC(...dateParts(parts)) : Number.NaN;
  if (!Number.isFinite(signedAt)) {
    throw new AwsServiceError(
      "IncompleteSignatureException",
      `Date must be in ISO-8601 'basic format'. Got '${date}'. See http://en.wikipedia.org/wiki/ISO_8601.`,
    );
  }
  if (!date.startsWith(day)) {
    throw new AwsServiceError(
      "InvalidSignatureException",
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${day}' != '${date.slice(0, 8)}', from '${date}'.`,
    );
  }
  if (expiresInSeconds !== undefined && signedAt + expiresInSeconds * 1000 < nowAt) {
    throw new AwsServiceError("AccessDeniedException", "Request has expired");
  }
  if (expiresInSeconds === undefined && signedAt < nowAt - MAX_SKEW_MS) {
    const limit = basicDate(nowAt - MAX_SKEW_MS);
    throw new AwsServiceError(
      "InvalidSignatureException",
      `Signature expired: ${date} is now earlier than ${limit} (${basicDate(nowAt)} - 15 min.)`,
    );
  }
  if (signedAt > nowAt + MAX_SKEW_MS) {
    const limit = basicDate(nowAt + MAX_SKEW_MS);
    throw new AwsServiceError(
      "InvalidSignatureException",
      `Signature not yet current: ${date} is still later than ${limit} (${basicDate(nowAt)} + 15 min.)`,
    );
  }
}

function dateParts([, year, month, day, hour, minute, second]: RegExpExecArray) {
  return [Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)] as const;
}

function basicDate(at: number): string {
  return new Date(at).toISOString().replace(/[-:]|\.\d{3}/g, "");
}

function canonicalRequest(request: SignedRequest, { signedHeaders, service }: Authorization): string {
  const { method, url, headers, payloadHash } = request;
  const query = [...url.searchParams]
    .filter(([name]) => name !== "X-Amz-Signature")
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .toSorted()
    .join("&");
  const values = signedHeaders.map((name) => `${name}:${headerValue(headers, url, name)}\n`);
  // The path is encoded already; every service but S3 encodes it once more.
  const path = service === "s3" ? url.pathname.split("/").map(recode) : url.pathname.split("/").map(encode);
  return [method, path.join("/"), query, values.join(""), signedHeaders.join(";"), payloadHash].join("\n");
}

function headerValue(headers: Headers, url: URL, name: string): string {
  const value = headers.get(name) ?? (name === "host" ? url.host : "");
  return value.trim().replace(/\s+/g, " ");
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** One way of writing the escapes, whatever the sender chose. */
function recode(segment: string): string {
  try {
    return encode(decodeURIComponent(segment));
  } catch {
    return segment; // no valid escapes, so no client has signed it
  }
}

export function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

function hmac(key: Buffer, content: string): Buffer {
  return createHmac("sha256", key).update(content).digest();
}
