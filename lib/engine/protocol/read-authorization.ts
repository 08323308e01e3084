import { AwsServiceError } from "../aws-service-error";

export const ALGORITHM = "AWS4-HMAC-SHA256";
/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html */
const LONGEST_EXPIRY_SECONDS = 7 * 24 * 60 * 60;

/** What a request says about its own signature, in its header or, when it is presigned, in its query. */
export interface Authorization {
  readonly accessKeyId: string;
  /** `20261123`, from the scope. */
  readonly day: string;
  readonly region: string;
  readonly service: string;
  readonly terminator: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** `20261123T061500Z`, when it was signed. */
  readonly date: string;
  readonly sessionToken?: string;
  /** Of a presigned request: how long it holds. */
  readonly expiresInSeconds?: number;
}

/** The service that a request claims to be signed for; null where it names none, as by S3's signature version 2. */
export function signedService(headers: Headers, url: URL): string | null {
  const claim = headers.get("authorization") ?? url.searchParams.get("X-Amz-Credential") ?? "";
  return /\/([a-z0-9-]+)\/aws4_request/.exec(claim)?.[1] ?? null;
}

/** @throws AwsServiceError `MissingAuthenticationTokenException` or `IncompleteSignatureException` */
export function readAuthorization(headers: Headers, url: URL): Authorization {
  const header = headers.get("authorization");
  if (header) return fromHeader(header, headers);
  if (url.searchParams.has("X-Amz-Algorithm")) return fromQuery(url.searchParams);
  throw new AwsServiceError("MissingAuthenticationTokenException", "Missing Authentication Token");
}

function fromHeader(header: string, headers: Headers): Authorization {
  const [algorithm = "", ...rest] = header.split(" ");
  checkAlgorithm(algorithm);
  const parameters = new Map(
    rest
      .join("")
      .split(",")
      .map((part) => [part.slice(0, part.indexOf("=")), part.slice(part.indexOf("=") + 1)] as const),
  );
  const missing = ["Credential", "Signature", "SignedHeaders"].filter((name) => !parameters.get(name));
  const date = headers.get("x-amz-date");
  if (missing.length > 0 || !date) {
    const texts = missing.map((name) => `Authorization header requires '${name}' parameter.`);
    if (!date) texts.push("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
    throw new AwsServiceError("IncompleteSignatureException", texts.join(" "));
  }
  const sessionToken = headers.get("x-amz-security-token");
  return {
    ...scopeOf(parameters.get("Credential") ?? ""),
    signedHeaders: (parameters.get("SignedHeaders") ?? "").toLowerCase().split(";"),
    signature: parameters.get("Signature") ?? "",
    date,
    ...(sessionToken !== null && { sessionToken }),
  };
}

function fromQuery(query: URLSearchParams): Authorization {
  checkAlgorithm(query.get("X-Amz-Algorithm") ?? "");
  const needed = ["X-Amz-Credential", "X-Amz-Signature", "X-Amz-SignedHeaders", "X-Amz-Date", "X-Amz-Expires"];
  const missing = needed.filter((name) => !query.get(name));
  if (missing.length > 0) {
    const texts = missing.map((name) => `AWS query-string parameters must include '${name}'.`);
    throw new AwsServiceError("IncompleteSignatureException", texts.join(" "));
  }
  const expiresInSeconds = Number(query.get("X-Amz-Expires"));
  if (!Number.isInteger(expiresInSeconds) || expiresInSeconds < 1 || expiresInSeconds > LONGEST_EXPIRY_SECONDS) {
    throw new AwsServiceError(
      "IncompleteSignatureException",
      `X-Amz-Expires must be a number of seconds from 1 to ${LONGEST_EXPIRY_SECONDS}.`,
    );
  }
  const sessionToken = query.get("X-Amz-Security-Token");
  return {
    ...scopeOf(query.get("X-Amz-Credential") ?? ""),
    signedHeaders: (query.get("X-Amz-SignedHeaders") ?? "").toLowerCase().split(";"),
    signature: query.get("X-Amz-Signature") ?? "",
    date: query.get("X-Amz-Date") ?? "",
    expiresInSeconds,
    ...(sessionToken !== null && { sessionToken }),
  };
}

function checkAlgorithm(algorithm: string): void {
  if (algorithm === ALGORITHM) return;
  throw new AwsServiceError("IncompleteSignatureException", `Unsupported AWS 'algorithm': '${algorithm}'.`);
}

function scopeOf(credential: string): Pick<Authorization, "accessKeyId" | "day" | "region" | "service" | "terminator"> {
  const [accessKeyId = "", day = "", region = "", service = "", terminator = "", ...extra] = credential.split("/");
  if (terminator && extra.length === 0) return { accessKeyId, day, region, service, terminator };
  throw new AwsServiceError(
    "IncompleteSignatureException",
    "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term.",
  );
}
