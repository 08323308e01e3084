import { z } from "zod";
import type { CodePipelineCalls } from "./code-pipeline-calls";
import { physicalName } from "./physical-name";
import {
  HandlerFailure,
  type HandlerContext,
  type Made,
  type Properties,
  type ResourceHandler,
} from "./resource-handler";
import { toInput } from "./to-input";

const answer = z.object({ webhook: z.object({ url: z.string() }) });

/**
 * AWS::CodePipeline::Webhook, through the operations of CodePipeline.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-codepipeline-webhook.html
 */
export function webhookHandler(
  calls: CodePipelineCalls,
  hasWebhook: (name: string) => Promise<boolean>,
): ResourceHandler {
  async function put(properties: Properties, name: string, context: HandlerContext): Promise<Made> {
    const { TargetPipelineVersion: _version, RegisterWithThirdParty, ...defined } = properties;
    const webhook = toInput("WebhookDefinition", { ...defined, Name: name }, context.logicalId);
    const { webhook: made } = answer.parse(await calls.call("PutWebhook", { webhook }, context));
    const isRegistered = String(RegisterWithThirdParty) === "true";
    if (isRegistered) await calls.call("RegisterWebhookWithThirdParty", { webhookName: name }, context);
    return { physicalId: name, attributes: { Url: made.url } };
  }
  return {
    isReal: true,
    createOnly: ["Name"],
    async create(properties, context, begun) {
      const name = typeof properties["Name"] === "string" ? properties["Name"] : physicalName(context, 100);
      if (await hasWebhook(name)) {
        throw new HandlerFailure(
          `Resource of type 'AWS::CodePipeline::Webhook' with identifier '${name}' already exists. (HandlerErrorCode: AlreadyExists)`,
        );
      }
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
      await calls.call("DeleteWebhook", { name }, context);
    },
  };
}
