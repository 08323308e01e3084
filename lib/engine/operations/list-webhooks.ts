import type { ListWebhooksInput, ListWebhooksOutput } from "../protocol/generated/service-types";
import { DEFAULT_PAGE_SIZE } from "./history-page";
import type { Operation } from "./operation";
import { webhookItem } from "./webhook-item";

const SCOPE = "ListWebhooks";

/** By name. Unlike everywhere else, the members for paging are capitalised. */
export const listWebhooks: Operation<ListWebhooksInput, ListWebhooksOutput> = async (
  { NextToken: token, MaxResults: limit = DEFAULT_PAGE_SIZE },
  context,
) => {
  const afterName = context.pageTokens.decode(SCOPE, token);
  const found = await context.engine.store.listWebhooks({
    ...(afterName !== undefined && { afterName }),
    limit: limit + 1,
  });
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    webhooks: page.map((webhook) => webhookItem(webhook, context)),
    ...(found.length > limit && last && { NextToken: context.pageTokens.encode(SCOPE, last.definition.name) }),
  };
};
