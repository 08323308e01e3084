import type { ListTagsForResourceInput, ListTagsForResourceOutput } from "../protocol/generated/service-types";
import type { Operation } from "./operation";
import { pipelineOfArn } from "./pipeline-arn";

/** All tags in one page, as the service does it although it has paging members. */
export const listTagsForResource: Operation<ListTagsForResourceInput, ListTagsForResourceOutput> = async (
  { resourceArn, nextToken },
  context,
) => {
  const name = pipelineOfArn(context, resourceArn);
  context.pageTokens.decode(`ListTagsForResource ${resourceArn}`, nextToken);
  const pipeline = await context.engine.store.findPipeline(name);
  return { tags: pipeline?.tags ?? [] };
};
