import type { SessionScope } from "../session-credentials";

/** Who signed a request. `principalArn` is what the service records as the author of a change. */
export interface Caller {
  readonly accountId: string;
  readonly region: string;
  readonly principalArn: string;
  /** Set for temporary keys: all they are good for. */
  readonly scope?: SessionScope;
}
