/**
 * The names of exceptions the engine raises: those of the service model, and the few AWS raises for every service.
 * `protocol/` turns them into `__type` and a status.
 */
export type AwsExceptionName =
  | "ActionExecutionNotFoundException"
  | "ActionNotFoundException"
  | "ActionTypeNotFoundException"
  | "ApprovalAlreadyCompletedException"
  | "ConcurrentModificationException"
  | "ConcurrentPipelineExecutionsLimitExceededException"
  | "ConditionNotOverridableException"
  | "ConflictException"
  | "DuplicatedStopRequestException"
  | "InvalidActionDeclarationException"
  | "InvalidActionTypeException"
  | "InvalidApprovalTokenException"
  | "InvalidArnException"
  | "InvalidBlockerDeclarationException"
  | "InvalidClientTokenException"
  | "InvalidJobException"
  | "InvalidJobStateException"
  | "InvalidNextTokenException"
  | "InvalidNonceException"
  | "InvalidParameterException"
  | "InvalidStageDeclarationException"
  | "InvalidStructureException"
  | "InvalidTagsException"
  | "InvalidWebhookAuthenticationParametersException"
  | "InvalidWebhookFilterPatternException"
  | "JobNotFoundException"
  | "LimitExceededException"
  | "NotLatestPipelineExecutionException"
  | "OutputVariablesSizeExceededException"
  | "PipelineExecutionNotFoundException"
  | "PipelineExecutionNotStoppableException"
  | "PipelineExecutionOutdatedException"
  | "PipelineNameInUseException"
  | "PipelineNotFoundException"
  | "PipelineVersionNotFoundException"
  | "RequestFailedException"
  | "ResourceNotFoundException"
  | "StageNotFoundException"
  | "StageNotRetryableException"
  | "TooManyTagsException"
  | "UnableToRollbackStageException"
  | "ValidationException"
  | "WebhookNotFoundException"
  // Not of the service model: raised before an operation is reached, or instead of one that is not built.
  | "AccessDeniedException"
  | "IncompleteSignatureException"
  | "InternalFailure"
  | "InvalidSignatureException"
  | "MissingAuthenticationTokenException"
  | "SerializationException"
  | "ServiceUnavailableException"
  | "ThrottlingException"
  | "UnknownOperationException"
  | "UnrecognizedClientException";

/** A refusal as AWS would word it. `exception` and `message` go over the wire as they are. */
export class AwsServiceError extends Error {
  readonly exception: AwsExceptionName;

  constructor(exception: AwsExceptionName, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "AwsServiceError";
    this.exception = exception;
  }
}
