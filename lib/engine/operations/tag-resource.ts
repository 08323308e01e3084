import type { TagResourceInput, TagResourceOutput } from "../protocol/generated/service-types";
import type { Operation } from "./operation";
import { pipelineOfArn } from "./pipeline-arn";
import { checkTags } from "./tags";

/** Adds tags to a pipeline; one with a known key replaces it. Webhooks and custom action types are not built. */
export const tagResource: Operation<TagResourceInput, TagResourceOutput> = async ({ resourceArn, tags }, context) => {
  const { store } = context.engine;
  const name = pipelineOfArn(context, resourceArn);
  checkTags(tags);
  const pipeline = await store.findPipeline(name);
  const kept = (pipeline?.tags ?? []).filter(({ key }) => !tags.some((tag) => tag.key === key));
  const all = [...kept, ...tags];
  checkTags(all);
  await store.putTags(name, all);
  return {};
};
