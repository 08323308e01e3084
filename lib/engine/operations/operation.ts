import type { Engine } from "../engine";
import type { Sessions } from "../session-credentials";
import type { ThirdPartyHooks } from "../webhooks/third-party/third-party-hooks";
import type { PageTokens } from "./page-token";

/** Who calls, and where. `principalArn` comes from the verified signature. */
export interface OperationContext {
  readonly engine: Engine;
  readonly pageTokens: PageTokens;
  readonly sessions: Sessions;
  /** The URL that deliveries to a webhook go to. */
  readonly webhookUrl: (urlToken: string) => string;
  readonly thirdPartyHooks: ThirdPartyHooks;
  readonly principalArn: string;
  readonly region: string;
  readonly accountId: string;
}

/**
 * One call of the API. The input's shape is already checked against the service model; timestamps are epoch seconds.
 * @throws AwsServiceError with the exception the service would raise
 */
export type Operation<Input, Output> = (input: Input, context: OperationContext) => Promise<Output>;
