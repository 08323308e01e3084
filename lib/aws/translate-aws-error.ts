import { type ErrorCode, PenstockError } from "@/lib/errors";
import type { ConnectionAccess } from "./connection-access";

interface Translation {
  readonly code: ErrorCode;
  /** What to do next, after what the service said. */
  readonly advice: string;
}

const KNOWN: Readonly<Record<string, Translation>> = {
  ActionNotFoundException: { code: "not_found", advice: "The pipeline was edited since; load the page again." },
  ApprovalAlreadyCompletedException: { code: "conflict", advice: "Somebody answered before you; nothing was changed." },
  ConcurrentModificationException: { code: "conflict", advice: "Somebody else wrote at the same moment; try again." },
  ConcurrentPipelineExecutionsLimitExceededException: {
    code: "conflict",
    advice: "Wait until an execution has ended, or stop one.",
  },
  ConditionNotOverridableException: {
    code: "conflict",
    advice: "Only a failed condition that does not skip its stage can be overridden; look at how it stands now.",
  },
  ConflictException: { code: "conflict", advice: "The pipeline is busy; try again in a moment." },
  DuplicatedStopRequestException: { code: "conflict", advice: "It is already being stopped." },
  InvalidActionDeclarationException: { code: "invalid_input", advice: "Correct the action and publish again." },
  InvalidApprovalTokenException: {
    code: "conflict",
    advice: "This approval was answered or replaced since the page was loaded; nothing was approved. Look at it again.",
  },
  InvalidNextTokenException: { code: "conflict", advice: "Load the list from its beginning." },
  InvalidStageDeclarationException: { code: "invalid_input", advice: "Correct the stage and publish again." },
  InvalidStructureException: { code: "invalid_input", advice: "Correct the pipeline and publish again." },
  InvalidTagsException: { code: "invalid_input", advice: "Correct the tags." },
  LimitExceededException: { code: "invalid_input", advice: "A quota of this account and Region is used up." },
  NotLatestPipelineExecutionException: {
    code: "conflict",
    advice: "A newer execution has entered the stage; look at that one instead.",
  },
  PipelineExecutionNotFoundException: { code: "not_found", advice: "It may be older than the 12 months AWS keeps." },
  PipelineExecutionOutdatedException: {
    code: "conflict",
    advice: "Choose an execution of the current version, or start a new one on the revisions of that one.",
  },
  PipelineExecutionNotStoppableException: { code: "conflict", advice: "It has already ended." },
  PipelineNameInUseException: { code: "conflict", advice: "Choose another name, or import the pipeline that has it." },
  PipelineNotFoundException: { code: "not_found", advice: "It may have been deleted; look at the list of pipelines." },
  PipelineVersionNotFoundException: { code: "not_found", advice: "Look at the version that is live." },
  ResourceNotFoundException: { code: "not_found", advice: "It may have been deleted, or never existed here." },
  StageNotFoundException: { code: "not_found", advice: "The pipeline was edited since; load the page again." },
  StageNotRetryableException: {
    code: "conflict",
    advice:
      "A stage can be retried while nothing newer entered it and its structure is unchanged. Start a new execution.",
  },
  TooManyTagsException: { code: "invalid_input", advice: "A resource takes at most 50 tags." },
  UnableToRollbackStageException: {
    code: "conflict",
    advice: "Choose another execution, or wait until the stage is idle.",
  },
  ValidationException: { code: "invalid_input", advice: "Correct what it names and try again." },
};

const THROTTLING = /^(Throttling|ThrottlingException|TooManyRequestsException|RequestLimitExceeded|SlowDown)$/;
const ACCESS_DENIED = /^(AccessDenied|AccessDeniedException|UnauthorizedOperation)$/;
const BAD_CREDENTIALS =
  /^(UnrecognizedClientException|InvalidSignatureException|SignatureDoesNotMatch|IncompleteSignature(Exception)?|InvalidClientTokenId|InvalidAccessKeyId|MissingAuthenticationToken(Exception)?)$/;
const EXPIRED = /^(ExpiredToken|ExpiredTokenException|RequestExpired)$/;
const NO_CREDENTIALS = /^(CredentialsProviderError|ProviderError|TokenProviderError)$/;
const NETWORK =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|TimeoutError|AbortError|CERT_HAS_EXPIRED|DEPTH_ZERO_SELF_SIGNED_CERT|ERR_TLS_CERT_ALTNAME_INVALID)$/;

/** Turns whatever a call of the SDK threw into the one failure that people read. A PenstockError stays itself. */
export function translateAwsError(error: unknown, access: ConnectionAccess): PenstockError {
  if (error instanceof PenstockError) return error;
  const failure = describe(error);
  const details = {
    awsError: failure.name,
    ...(failure.requestId ? { requestId: failure.requestId } : {}),
  };
  const { code, message } = say(failure, access);
  return new PenstockError(code, message, { cause: error, details });
}

interface Failure {
  readonly name: string;
  readonly message: string;
  readonly requestId: string | null;
  readonly status: number | null;
}

function say(failure: Failure, access: ConnectionAccess): { code: ErrorCode; message: string } {
  const known = KNOWN[failure.name];
  if (known) return { code: known.code, message: `${asSentence(failure.message)} ${known.advice}` };
  if (NETWORK.test(failure.name)) return { code: "upstream", message: sayUnreachable(failure, access) };
  if (THROTTLING.test(failure.name) || failure.status === 429) {
    return { code: "throttled", message: `AWS slows calls of connection ${access.name} down. Try again in a moment.` };
  }
  if (NO_CREDENTIALS.test(failure.name)) {
    return {
      code: "upstream",
      message: `Connection ${access.name} has no usable credentials: ${asSentence(failure.message)} ${WHERE_KEYS_COME_FROM[access.credentialSource]}`,
    };
  }
  if (EXPIRED.test(failure.name)) {
    return {
      code: "upstream",
      message: `The credentials of connection ${access.name} have expired. Sign in to AWS again where Penstock runs.`,
    };
  }
  if (BAD_CREDENTIALS.test(failure.name)) {
    return {
      code: "upstream",
      message: `AWS does not accept the credentials of connection ${access.name}: ${asSentence(failure.message)} ${WHERE_KEYS_COME_FROM[access.credentialSource]}`,
    };
  }
  if (ACCESS_DENIED.test(failure.name)) {
    return {
      code: "upstream",
      message: `AWS refused this to the identity of connection ${access.name}: ${asSentence(failure.message)} Allow it in IAM and try again.`,
    };
  }
  return { code: "upstream", message: `Connection ${access.name} answered: ${asSentence(failure.message)}` };
}

const WHERE_KEYS_COME_FROM = {
  "default-chain": "Set them where Penstock runs: environment, shared files, or the instance's role.",
  profile: "Look at that profile in the AWS configuration of the machine Penstock runs on.",
  "assumed-role": "Look at the role's trust policy and the external id.",
  "local-engine": "Restart Penstock, which renews the engine's keys.",
} as const satisfies Record<ConnectionAccess["credentialSource"], string>;

function sayUnreachable(failure: Failure, access: ConnectionAccess): string {
  if (access.credentialSource === "local-engine") {
    return "The local engine does not answer, so nothing was changed there; your draft is kept. Start the engine and try again.";
  }
  const place = access.endpointUrl ?? `AWS in ${access.region}`;
  return `${place} does not answer (${failure.name}), so nothing was changed there. Check the network and the endpoint of connection ${access.name}, then try again.`;
}

function describe(error: unknown): Failure {
  if (!(error instanceof Error)) return { name: "Error", message: String(error), requestId: null, status: null };
  const cause: unknown = error instanceof AggregateError ? error.errors[0] : error;
  const carrier: { name?: unknown; code?: unknown; message?: unknown; $metadata?: unknown } =
    typeof cause === "object" && cause !== null ? cause : error;
  const metadata: { requestId?: unknown; httpStatusCode?: unknown } =
    typeof carrier.$metadata === "object" && carrier.$metadata !== null ? carrier.$metadata : {};
  const systemCode = typeof carrier.code === "string" && NETWORK.test(carrier.code) ? carrier.code : null;
  return {
    name: systemCode ?? (typeof carrier.name === "string" ? carrier.name : "Error"),
    message: typeof carrier.message === "string" && carrier.message ? carrier.message : "no reason given",
    requestId: typeof metadata.requestId === "string" ? metadata.requestId : null,
    status: typeof metadata.httpStatusCode === "number" ? metadata.httpStatusCode : null,
  };
}

function asSentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
