import { AwsServiceError } from "../aws-service-error";
import type { Engine } from "../engine";
import { checkExecutionLimit } from "../execution-limit";
import type { PipelineState } from "../state";
import { isAuthentic, type Delivery } from "./authenticate-delivery";
import { failingFilter } from "./match-filters";
import { isNoChange, payloadRevision } from "./payload-revision";
import type { WebhookRecord } from "./webhook";

/** What becomes of a delivery; `message` is for the sender, who has proved to be one by then. */
export interface Receipt {
  readonly status: 200 | 400 | 403 | 404 | 409;
  readonly message: string;
  readonly pipelineExecutionId?: string;
}

/**
 * Takes a delivery to a webhook's URL. One that is authentic and passes every filter starts the target pipeline; what
 * came of it is kept with the webhook. Nothing of the delivery is logged.
 */
export async function receiveWebhook(engine: Engine, urlToken: string, delivery: Delivery): Promise<Receipt> {
  const webhook = await engine.store.findWebhookByToken(urlToken);
  if (!webhook) return { status: 404, message: "There is no webhook at this URL." };
  if (!isAuthentic(webhook.definition, delivery)) {
    return { status: 403, message: "The delivery does not authenticate itself as this webhook asks for." };
  }
  const payload = parsePayload(delivery.body);
  if (payload === undefined) return { status: 400, message: "The body of a delivery must be JSON in UTF-8." };
  if (isNoChange(payload, delivery.headers)) return { status: 200, message: "This event starts nothing." };
  return deliver(engine, webhook, payload);
}

async function deliver(engine: Engine, { definition, urlToken }: WebhookRecord, payload: unknown): Promise<Receipt> {
  const pipelineExecutionId = engine.ids.next();
  let ignored: Receipt | null = null;
  try {
    const state = await engine.submit(definition.targetPipeline, (current) => {
      const action = targetAction(current, definition.targetAction);
      const failing = failingFilter(payload, definition.filters, action.configuration ?? {});
      if (failing) {
        ignored = { status: 200, message: `The filter ${failing.jsonPath} does not match, so nothing is started.` };
        return null;
      }
      checkExecutionLimit(current, engine.quotas);
      const revision = payloadRevision(payload, action);
      return {
        type: "executionStarted",
        pipelineExecutionId,
        trigger: { triggerType: "Webhook", triggerDetail: webhookArn(engine, definition.name) },
        variables: [],
        sourceOverrides:
          revision === null ? [] : [{ actionName: action.name, revisionType: "COMMIT_ID", revisionValue: revision }],
      };
    });
    if (ignored) return ignored;
    if (!state) throw notFound("PipelineNotFoundException", `pipeline '${definition.targetPipeline}'`);
  } catch (error) {
    if (!(error instanceof AwsServiceError)) throw error;
    const { exception: code, message } = error;
    await engine.store.recordOutcome(urlToken, { error: { code, message } });
    return { status: 409, message };
  }
  await engine.store.recordOutcome(urlToken, { lastTriggeredAt: engine.clock.now() });
  return { status: 200, message: "The pipeline was started.", pipelineExecutionId };
}

export function webhookArn({ region, accountId }: Engine, name: string): string {
  return `arn:aws:codepipeline:${region}:${accountId}:webhook:${name}`;
}

function targetAction({ declarations, version }: PipelineState, name: string) {
  const actions = declarations[version]?.stages[0]?.actions ?? [];
  const action = actions.find((candidate) => candidate.name === name && candidate.actionTypeId.category === "Source");
  if (!action) throw notFound("ActionNotFoundException", `source action '${name}'`);
  return action;
}

function notFound(exception: "PipelineNotFoundException" | "ActionNotFoundException", what: string): AwsServiceError {
  return new AwsServiceError(exception, `The ${what} that the webhook targets does not exist any more`);
}

/** @returns undefined for what is no JSON */
function parsePayload(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    return undefined; // the sender is told; there is nothing else to know about it
  }
}
