import { AwsServiceError } from "../aws-service-error";
import type { PutWebhookInput, PutWebhookOutput, WebhookDefinition } from "../protocol/generated/service-types";
import { parseIpRange } from "../webhooks/ip-range";
import { parseJsonPath } from "../json-path/parse-json-path";
import { currentDeclaration, getState } from "./find";
import type { Operation, OperationContext } from "./operation";
import { checkTags } from "./tags";
import { SECRET_MASK, webhookItem } from "./webhook-item";

/**
 * Makes a webhook, or replaces the one of that name, which keeps its URL. Tags that are not sent stay as they are. The
 * caller is shown the secret it sent, as nobody is later. A hook at GitHub stays as it was registered.
 */
export const putWebhook: Operation<PutWebhookInput, PutWebhookOutput> = async ({ webhook: sent, tags }, context) => {
  const { store, ids, quotas } = context.engine;
  if (tags) checkTags(tags, quotas);
  checkAuthentication(sent);
  checkFilters(sent);
  checkTarget(sent, context);
  const known = await store.findWebhook(sent.name);
  if (!known && (await store.countWebhooks()) >= quotas.webhooks) {
    throw new AwsServiceError(
      "LimitExceededException",
      `Account '${context.accountId}' has ${quotas.webhooks} webhooks already`,
    );
  }
  const secret = known?.definition.authenticationConfiguration.SecretToken;
  const keepsSecret = secret !== undefined && sent.authenticationConfiguration.SecretToken === SECRET_MASK;
  const definition = keepsSecret ? { ...sent, authenticationConfiguration: { SecretToken: secret } } : sent;
  const made = { definition, urlToken: ids.next().replaceAll("-", ""), tags: tags ?? known?.tags ?? [] };
  await store.putWebhook(made);
  const item = webhookItem((await store.findWebhook(sent.name)) ?? made, context);
  return { webhook: { ...item, definition: sent } };
};

/** Each type of authentication has the members it needs, and no other. */
function checkAuthentication({ authentication, authenticationConfiguration: given }: WebhookDefinition): void {
  const needed = { GITHUB_HMAC: "SecretToken", IP: "AllowedIPRange", UNAUTHENTICATED: null }[authentication];
  const surplus = Object.keys(given).find((member) => member !== needed);
  if (surplus !== undefined) throw badAuthentication(`${surplus} cannot be set for ${authentication}`);
  if (needed === null) return;
  if (!Object.hasOwn(given, needed)) throw badAuthentication(`${needed} must be set for ${authentication}`);
  if (given.AllowedIPRange !== undefined && !parseIpRange(given.AllowedIPRange)) {
    throw badAuthentication(`'${given.AllowedIPRange}' is not a CIDR range`);
  }
}

function badAuthentication(message: string): AwsServiceError {
  return new AwsServiceError("InvalidWebhookAuthenticationParametersException", message);
}

function checkFilters({ filters }: WebhookDefinition): void {
  const bad = filters.find(({ jsonPath }) => !parseJsonPath(jsonPath));
  if (!bad) return;
  throw new AwsServiceError(
    "InvalidWebhookFilterPatternException",
    `'${bad.jsonPath}' is not a JSONPath, such as $.commits[0].id`,
  );
}

/** @throws PipelineNotFoundException, ValidationException */
function checkTarget({ targetPipeline, targetAction }: WebhookDefinition, context: OperationContext): void {
  const { stages } = currentDeclaration(getState(context, targetPipeline));
  const action = stages[0]?.actions.find(({ name }) => name === targetAction);
  if (action?.actionTypeId.category === "Source") return;
  throw new AwsServiceError(
    "ValidationException",
    `The first stage of pipeline '${targetPipeline}' does not have a source action with name '${targetAction}'`,
  );
}
