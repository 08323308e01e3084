export const ERROR_CODES = [
  "unauthenticated",
  "forbidden",
  "not_found",
  "invalid_input",
  "conflict",
  "throttled",
  "upstream",
  "internal",
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

export const HTTP_STATUS_OF_ERROR = {
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  invalid_input: 400,
  conflict: 409,
  throttled: 429,
  upstream: 502,
  internal: 500,
} as const satisfies Record<ErrorCode, number>;

/** What a person may need to report a fault: never a secret, safe to show. */
export interface ErrorDetails {
  /** AWS's exception name, such as `InvalidStructureException`. */
  readonly awsError?: string;
  /** AWS's request id. */
  readonly requestId?: string;
  /** Anything else the caller branches on, for example the current draft on a conflict. */
  readonly data?: unknown;
}

/**
 * An expected failure. `message` is safe to show: what happened, to which thing, and what to do next.
 * SDK exceptions become this once, in `lib/aws`; `HTTP_STATUS_OF_ERROR` is the only mapping to HTTP.
 */
export class PenstockError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, options: ErrorOptions & { details?: ErrorDetails } = {}) {
    super(message, options);
    this.name = "PenstockError";
    this.code = code;
    this.details = options.details ?? {};
  }
}
