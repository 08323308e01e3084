import type { ServiceException } from "./protocol/generated/service-types";

/** What AWS raises although the service model does not list it. */
export type CommonException =
  | "AccessDeniedException"
  | "AlreadyExistsException"
  | "ChangeSetNotFound"
  | "ExpiredTokenException"
  | "IncompleteSignatureException"
  | "InsufficientCapabilitiesException"
  | "InternalFailure"
  | "InvalidAction"
  | "InvalidActionTypeException"
  | "InvalidChangeSetStatus"
  | "InvalidInputException"
  | "InvalidParameterException"
  | "InvalidSignatureException"
  | "LimitExceededException"
  | "MalformedQueryString"
  | "MissingAuthenticationTokenException"
  | "ParameterNotFound"
  | "RequestEntityTooLargeException"
  | "SerializationException"
  | "ServiceUnavailable"
  | "ThrottlingException"
  | "UnknownOperationException"
  | "UnrecognizedClientException"
  | "UnsupportedOperationException";

export type AwsExceptionName = ServiceException | CommonException;

/** A refusal as AWS would word it. `exception` and `message` go over the wire as they are. */
export class AwsServiceError extends Error {
  readonly exception: AwsExceptionName;

  constructor(exception: AwsExceptionName, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "AwsServiceError";
    this.exception = exception;
  }
}
