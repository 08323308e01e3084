import { actionTypeKey } from "@/lib/pipeline/action-types/catalogue";
import { AwsServiceError } from "../aws-service-error";
import type { Tag } from "../store/store";
import type { OperationContext } from "./operation";
import { pipelineArn } from "./pipeline-arn";

/** Something that has tags of its own. */
export interface TaggedResource {
  readonly tags: readonly Tag[];
  putTags(tags: readonly Tag[]): Promise<void>;
}

/**
 * The pipeline, webhook or custom action type that an ARN stands for.
 * @throws InvalidArnException, ResourceNotFoundException
 */
export async function taggedResource(context: OperationContext, arn: string): Promise<TaggedResource> {
  const start = pipelineArn(context, "");
  if (!arn.startsWith(start)) {
    throw new AwsServiceError("InvalidArnException", `'${arn}' is not an ARN of a resource in this account and Region`);
  }
  const found = await findTagged(context, arn.slice(start.length));
  if (!found) throw new AwsServiceError("ResourceNotFoundException", `The resource '${arn}' was not found`);
  return found;
}

function findTagged(context: OperationContext, name: string): Promise<TaggedResource | null> {
  if (name.startsWith("actiontype:")) return taggedActionType(context, name.slice("actiontype:".length));
  if (name.startsWith("webhook:")) return taggedWebhook(context, name.slice("webhook:".length));
  return taggedPipeline(context, name);
}

async function taggedWebhook({ engine }: OperationContext, name: string): Promise<TaggedResource | null> {
  const webhook = await engine.store.findWebhook(name);
  return webhook && { tags: webhook.tags, putTags: (tags) => engine.store.putWebhook({ ...webhook, tags }) };
}

async function taggedPipeline({ engine }: OperationContext, name: string): Promise<TaggedResource | null> {
  const pipeline = engine.stateOf(name) ? await engine.store.findPipeline(name) : null;
  return pipeline && { tags: pipeline.tags, putTags: (tags) => engine.store.putTags(name, tags) };
}

/** `Owner/Category/Provider/Version`; only custom types have tags. */
async function taggedActionType({ engine }: OperationContext, path: string): Promise<TaggedResource | null> {
  const type = (await engine.store.listActionTypes()).find(
    ({ id, isDeleted }) => !isDeleted && id.owner === "Custom" && actionTypeKey(id) === path,
  );
  return type ? { tags: type.tags, putTags: (tags) => engine.store.putActionType({ ...type, tags }) } : null;
}
