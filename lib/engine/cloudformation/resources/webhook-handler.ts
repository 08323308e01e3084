import { isPlainObject } from "@/lib/pipeline/is-plain-object";
import { z } from "zod";
import type { CodePipelineCalls } from "./code-pipeline-calls";
import { nameOf } from "./physical-name";
import {
  alreadyExists,
  type HandlerContext,
  type Made,
  type Properties,
  type ResourceHandler,
} from "./resource-handler";
import type { WebhookRecord } from "../../webhooks/webhook";
import { toInput } from "./to-input";

const LONGEST_NAME = 100;
const LONGEST_SECRET = 100;
const answer = z.object({ webhook: z.object({ url: z.string() }) });

/**
 * AWS::CodePipeline::Webhook, through the operations of CodePipeline.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-codepipeline-webhook.html
 */
export function webhookHandler(
  calls: CodePipelineCalls,
  findWebhook: (name: string) => Promise<Pick<WebhookRecord, "registration" | "error"> | null>,
): ResourceHandler {
  /** A hook that was made at a third party delivers to nothing once the webhook is gone. */
  async function deregister(webhookName: string, context: HandlerContext): Promise<void> {
    const found = await findWebhook(webhookName);
    if (found?.registration) await calls.call("DeregisterWebhookWithThirdParty", { webhookName }, context);
  }

  async function put(properties: Properties, name: string, context: HandlerContext): Promise<Made> {
    const { TargetPipelineVersion: _version, RegisterWithThirdParty, ...defined } = properties;
    const webhook = toInput("WebhookDefinition", { ...withFittingSecret(defined), Name: name }, context.logicalId);
    const { webhook: made } = answer.parse(await calls.call("PutWebhook", { webhook }, context));
    const answered = { physicalId: name, attributes: { Url: made.url } };
    if (String(RegisterWithThirdParty) !== "true") {
      await deregister(name, context);
      return answered;
    }
    await calls.call("RegisterWebhookWithThirdParty", { webhookName: name }, context);
    // Where no server is bound, nothing is made, and the webhook says so.
    const note = (await findWebhook(name))?.error?.message;
    return note === undefined ? answered : { ...answered, note };
  }
  return {
    isReal: true,
    createOnly: ["Name"],
    async create(properties, context, begun) {
      const name = nameOf(properties, context, LONGEST_NAME);
      if (await findWebhook(name)) throw alreadyExists("AWS::CodePipeline::Webhook", name);
      await begun(name);
      try {
        return await put(properties, name, context);
      } catch (error) {
        await calls.call("DeleteWebhook", { name }, context);
        throw error;
      }
    },
    update: ({ physicalId, after }, context) => put(after, physicalId, context),
    async remove(name, context) {
      await deregister(name, context);
      await calls.remove("DeleteWebhook", { name }, context);
    },
  };
}

/** A dynamic reference that stayed as it is written may be longer than a secret can be. */
function withFittingSecret(properties: Properties): Properties {
  const { AuthenticationConfiguration: authentication } = properties;
  const secret = isPlainObject(authentication) ? authentication["SecretToken"] : undefined;
  if (!isPlainObject(authentication) || typeof secret !== "string" || !secret.startsWith("{{resolve:"))
    return properties;
  return {
    ...properties,
    AuthenticationConfiguration: { ...authentication, SecretToken: secret.slice(0, LONGEST_SECRET) },
  };
}
