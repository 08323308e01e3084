import type { ListTagsForResourceInput, ListTagsForResourceOutput } from "../protocol/generated/service-types";
import type { Operation } from "./operation";
import { taggedResource } from "./tagged-resource";

/** All tags in one page, as the service does it although it has paging members. */
export const listTagsForResource: Operation<ListTagsForResourceInput, ListTagsForResourceOutput> = async (
  { resourceArn, nextToken },
  context,
) => {
  const { tags } = await taggedResource(context, resourceArn);
  context.pageTokens.decode(`ListTagsForResource ${resourceArn}`, nextToken);
  return { tags };
};
