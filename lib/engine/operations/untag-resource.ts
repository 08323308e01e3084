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
  checkTags(
    tagKeys.map((key) => ({ key, value: "" })),
    context.engine.quotas,
  );
  await resource.putTags(resource.tags.filter(({ key }) => !tagKeys.includes(key)));
  return {};
};
