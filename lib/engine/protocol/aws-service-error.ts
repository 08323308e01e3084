import type { ServiceException } from "./generated/service-types";

/** Errors that AWS services raise although the model does not list them. */
export type CommonException =
  | "AccessDeniedException"
  | "IncompleteSignatureException"
  | "InternalFailure"
  | "InvalidActionTypeException"
  | "InvalidClientTokenId"
  | "InvalidParameterException"
  | "InvalidSignatureException"
  | "MissingAuthenticationTokenException"
  | "RequestEntityTooLargeException"
  | "SerializationException"
  | "ServiceUnavailable"
  | "ThrottlingException"
  | "UnknownOperationException"
  | "UnrecognizedClientException"
  | "UnsupportedOperationException";

export type AwsErrorName = ServiceException | CommonException;

/**
 * A failure that the caller of the service sees, with AWS's own exception name and text. Operations throw it;
 * `protocol/` alone turns it into `__type` and an HTTP status.
 */
export class AwsServiceError extends Error {
  override readonly name: AwsErrorName;

  constructor(name: AwsErrorName, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = name;
  }
}
