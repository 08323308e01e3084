import { entryOf } from "@/lib/pipeline/entry-of";
import { buildProjectHandler, type LocalResourcePlaces } from "./build-project-handler";
import { codePipelineCalls } from "./code-pipeline-calls";
import { customActionTypeHandler } from "./custom-action-type-handler";
import { withDynamicReferences } from "./dynamic-references";
import { pipelineHandler } from "./pipeline-handler";
import type { ResourceHandler } from "./resource-handler";
import { simulatedHandler } from "./simulated-handler";
import type { WebhookRecord } from "../../webhooks/webhook";
import { webhookHandler } from "./webhook-handler";
import type { JsonService } from "../../protocol/json-service";
import type { SecretSource } from "../../runners/codebuild/secrets";

const BUILD_PROJECT = "AWS::CodeBuild::Project";

/** What real resources are made with. */
export interface ResourceWorld {
  /** CodePipeline as the port serves it. */
  readonly codePipeline: Pick<JsonService, "invoke">;
  readonly places: LocalResourcePlaces;
  /** Whether a stack has made the resource of a type and name. */
  isOfStack(type: string, physicalId: string): Promise<boolean>;
  hasPipeline(name: string): boolean;
  findWebhook(name: string): Promise<WebhookRecord | null>;
  /** What `{{resolve:…}}` refers to. */
  readonly values: SecretSource;
}

/** The handler of every type. Types that are not CodePipeline's are simulated, but for build projects. */
export function resourceHandlers(world: ResourceWorld): (type: string) => ResourceHandler {
  const calls = codePipelineCalls(world.codePipeline);
  const real: Readonly<Record<string, ResourceHandler>> = {
    "AWS::CodePipeline::Pipeline": pipelineHandler(calls, (name) => world.hasPipeline(name)),
    "AWS::CodePipeline::Webhook": webhookHandler(calls, (name) => world.findWebhook(name)),
    "AWS::CodePipeline::CustomActionType": customActionTypeHandler(calls),
    [BUILD_PROJECT]: buildProjectHandler(world.places, (name) => world.isOfStack(BUILD_PROJECT, name)),
  };
  return (type) => {
    const handler = entryOf(real, type);
    return handler ? withDynamicReferences(handler, world.values) : simulatedHandler(type);
  };
}
