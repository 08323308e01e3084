import type { TagResourceInput, TagResourceOutput } from "../protocol/generated/service-types";
import type { Operation } from "./operation";
import { taggedResource } from "./tagged-resource";
import { checkTags } from "./tags";

/** Adds tags to a resource; one with a known key replaces it. */
export const tagResource: Operation<TagResourceInput, TagResourceOutput> = async ({ resourceArn, tags }, context) => {
  const resource = await taggedResource(context, resourceArn);
  checkTags(tags, context.engine.quotas);
  const kept = resource.tags.filter(({ key }) => !tags.some((tag) => tag.key === key));
  const all = [...kept, ...tags];
  checkTags(all, context.engine.quotas);
  await resource.putTags(all);
  return {};
};
