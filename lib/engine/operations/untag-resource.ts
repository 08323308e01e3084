import type { UntagResourceInput, UntagResourceOutput } from "../protocol/generated/service-types";
import type { Operation } from "./operation";
import { pipelineOfArn } from "./pipeline-arn";
import { checkTags } from "./tags";

/** Removes tags by key; keys that are not there are passed over. */
export const untagResource: Operation<UntagResourceInput, UntagResourceOutput> = async (
  { resourceArn, tagKeys },
  context,
) => {
  const { store } = context.engine;
  const name = pipelineOfArn(context, resourceArn);
  checkTags(tagKeys.map((key) => ({ key, value: "" })));
  const pipeline = await store.findPipeline(name);
  await store.putTags(
    name,
    (pipeline?.tags ?? []).filter(({ key }) => !tagKeys.includes(key)),
  );
  return {};
};
