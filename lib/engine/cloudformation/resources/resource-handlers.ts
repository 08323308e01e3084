import { buildProjectHandler, type LocalResourcePlaces } from "./build-project-handler";
import { codePipelineCalls } from "./code-pipeline-calls";
import { customActionTypeHandler } from "./custom-action-type-handler";
import { pipelineHandler } from "./pipeline-handler";
import type { ResourceHandler } from "./resource-handler";
import { simulatedHandler } from "./simulated-handler";
import type { WebhookRecord } from "../../webhooks/webhook";
import { webhookHandler } from "./webhook-handler";
import type { JsonService } from "../../protocol/json-service";

/** What real resources are made with. */
export interface ResourceWorld {
  /** CodePipeline as the port serves it. */
  readonly codePipeline: Pick<JsonService, "invoke">;
  readonly places: LocalResourcePlaces;
  hasPipeline(name: string): boolean;
  findWebhook(name: string): Promise<WebhookRecord | null>;
}

/** The handler of every type. Types that are not CodePipeline's are simulated, but for build projects. */
export function resourceHandlers(world: ResourceWorld): (type: string) => ResourceHandler {
  const calls = codePipelineCalls(world.codePipeline);
  const real: Readonly<Record<string, ResourceHandler>> = {
    "AWS::CodePipeline::Pipeline": pipelineHandler(calls, (name) => world.hasPipeline(name)),
    "AWS::CodePipeline::Webhook": webhookHandler(calls, (name) => world.findWebhook(name)),
    "AWS::CodePipeline::CustomActionType": customActionTypeHandler(calls),
    "AWS::CodeBuild::Project": buildProjectHandler(world.places),
  };
  return (type) => (Object.hasOwn(real, type) ? real[type] : undefined) ?? simulatedHandler(type);
}
