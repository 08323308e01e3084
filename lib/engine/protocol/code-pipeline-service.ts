import type { Engine } from "../engine";
import { findOperation } from "../operations/operations";
import { createPageTokens } from "../operations/page-token";
import type { Sessions } from "../session-credentials";
import { createTaskQueue } from "../task-queue";
import type { ThirdPartyHooks } from "../webhooks/third-party/third-party-hooks";
import { webhookUrlBelow } from "../webhooks/webhook";
import { OPERATIONS, SHAPES, TARGET_PREFIX } from "./generated/service-shapes";
import { modelledService, type JsonService } from "./json-service";

export interface CodePipelineServiceOptions {
  readonly engine: Engine;
  /** What page tokens are sealed with. */
  readonly tokenKey: string;
  /** Where job workers get their keys from. */
  readonly sessions: Sessions;
  /** Where clients reach this engine: webhooks have their URLs below it. */
  readonly endpointUrl: string;
  /** Makes and removes the hooks that webhooks are registered with. */
  readonly thirdPartyHooks: ThirdPartyHooks;
}

/** They look at what the account has before they change it, so they come one after the other. */
const ONE_AT_A_TIME: ReadonlySet<string> = new Set([
  "CreateCustomActionType",
  "CreatePipeline",
  "DeleteCustomActionType",
  "DeleteWebhook",
  "PutWebhook",
  "TagResource",
  "UntagResource",
  "UpdateActionType",
]);

/** CodePipeline itself, over the operations that are built. */
export function codePipelineService({
  engine,
  tokenKey,
  sessions,
  endpointUrl,
  thirdPartyHooks,
}: CodePipelineServiceOptions): JsonService {
  const pageTokens = createPageTokens(tokenKey);
  const account = createTaskQueue();
  const webhookUrl = (urlToken: string) => webhookUrlBelow(endpointUrl, urlToken);
  return modelledService({
    targetPrefix: TARGET_PREFIX,
    signingName: "codepipeline",
    operations: OPERATIONS,
    shapes: SHAPES,
    findHandler(name) {
      const operation = findOperation(name);
      if (!operation) return null;
      return (input, caller) => {
        const run = () => operation(input, { engine, pageTokens, sessions, webhookUrl, thirdPartyHooks, ...caller });
        return ONE_AT_A_TIME.has(name) ? account.run(run) : run();
      };
    },
  });
}
