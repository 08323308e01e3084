import type { OperationName, ServiceOperations } from "./generated/service-types";

/** Who signed the request. */
export interface Caller {
  readonly accountId: string;
  readonly region: string;
  /** What the service records as the author of a change: `lastUpdatedBy`, `lastChangedBy`. */
  readonly arn: string;
}

/** One operation. Its input has passed the model's constraints; timestamps are epoch seconds at both ends. */
export type OperationHandler<Name extends OperationName> = (
  input: ServiceOperations[Name]["input"],
  caller: Caller,
) => Promise<ServiceOperations[Name]["output"]>;

/** The operations that are built. A modelled one that is missing is answered with a clear error. */
export type OperationHandlers = { readonly [Name in OperationName]?: OperationHandler<Name> };
