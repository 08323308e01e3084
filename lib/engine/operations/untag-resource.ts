import type { UntagResourceInput, UntagResourceOutput } from "../protocol/generated/service-types";
import type { Operation } from "./operation";
import { taggedResource } from "./tagged-resource";
import { checkTags } from "./tags";

/** Removes tags by key; keys that are not there are passed over. */
export const untagResource: Operation<UntagResourceInput, UntagResourceOutput> = async (
  { resourceArn, tagKeys },
  context,
) => {
  const resource = await taggedResource(context, resourceArn);
  const tags = [...new Set(tagKeys)].map((key) => ({ key, value: "" }));
  // How many there are is no fault: the model has no exception for it here.
  checkTags(tags, { tagsPerResource: tags.length });
  await resource.putTags(resource.tags.filter(({ key }) => !tagKeys.includes(key)));
  return {};
};
