import { ArtifactError } from "../../artifacts/artifact-error";
import { AwsServiceError, type AwsExceptionName } from "../../aws-service-error";
import { xmlText } from "../xml-text";

/** The refusals of S3 that this engine makes, with the HTTP status of each. */
const STATUSES = {
  AccessDenied: 403,
  AuthorizationHeaderMalformed: 400,
  BadDigest: 400,
  BucketNotEmpty: 409,
  EntityTooLarge: 400,
  ExpiredToken: 400,
  IncompleteBody: 400,
  InternalError: 500,
  InvalidAccessKeyId: 403,
  InvalidArgument: 400,
  InvalidPart: 400,
  InvalidPartNumber: 416,
  InvalidPartOrder: 400,
  InvalidRange: 416,
  InvalidRequest: 400,
  InvalidURI: 400,
  MalformedXML: 400,
  MetadataTooLarge: 400,
  NoSuchBucket: 404,
  NoSuchKey: 404,
  NoSuchUpload: 404,
  NoSuchVersion: 404,
  NotImplemented: 501,
  PreconditionFailed: 412,
  ServerSideEncryptionConfigurationNotFoundError: 404,
  SignatureDoesNotMatch: 403,
  SlowDown: 503,
  XAmzContentSHA256Mismatch: 400,
} as const;

type S3ErrorCode = keyof typeof STATUSES;

/** A refusal in S3's own words. `code` and the message go over the wire as they are. */
export class S3Error extends Error {
  override readonly name = "S3Error";
  readonly code: S3ErrorCode;

  constructor(code: S3ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

export function noSuchBucket(): S3Error {
  return new S3Error("NoSuchBucket", "The specified bucket does not exist");
}

export function noSuchKey(): S3Error {
  return new S3Error("NoSuchKey", "The specified key does not exist.");
}

export function notImplemented(what: string): S3Error {
  return new S3Error("NotImplemented", `The local engine does not have ${what}. Use a connection to AWS for it.`);
}

/** S3's names for what a signature can get wrong. */
const SIGNATURE_FAULTS: Readonly<Partial<Record<AwsExceptionName, S3ErrorCode>>> = {
  AccessDeniedException: "AccessDenied",
  ExpiredTokenException: "ExpiredToken",
  IncompleteSignatureException: "AuthorizationHeaderMalformed",
  InvalidSignatureException: "SignatureDoesNotMatch",
  MissingAuthenticationTokenException: "AccessDenied",
  UnrecognizedClientException: "InvalidAccessKeyId",
};

/** Null for a fault of the engine's own. */
export function asS3Error(error: unknown): S3Error | null {
  if (error instanceof S3Error) return error;
  if (error instanceof ArtifactError) return new S3Error("InvalidArgument", error.message, { cause: error });
  if (!(error instanceof AwsServiceError)) return null;
  const code = SIGNATURE_FAULTS[error.exception];
  return code ? new S3Error(code, error.message, { cause: error }) : null;
}

/** The answer to a HEAD has no room for a text: its status has to do. */
export function s3ErrorResponse(
  { code, message }: S3Error,
  request: { readonly requestId: string; readonly method: string; readonly resource: string },
): Response {
  const { requestId, method, resource } = request;
  const status = STATUSES[code];
  const headers = { "x-amz-request-id": requestId, "content-type": "application/xml" };
  if (method === "HEAD") return new Response(null, { status, headers });
  return new Response(
    `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${xmlText(message)}</Message>` +
      `<Resource>${xmlText(resource)}</Resource><RequestId>${requestId}</RequestId></Error>`,
    { status, headers },
  );
}
