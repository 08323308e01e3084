import { z } from "zod";
import type { Tag } from "../../store/store";
import type { CodePipelineCalls } from "./code-pipeline-calls";
import { HandlerFailure, type HandlerContext } from "./resource-handler";
import { scalarText } from "./scalar-text";

const tags = z.array(z.object({ Key: z.string(), Value: scalarText }));

/** The tags of a resource: its stack's, and its own, which win. @throws HandlerFailure */
export function tagsOf(own: unknown, stackTags: readonly Tag[]): readonly Tag[] {
  const parsed = tags.safeParse(own ?? []);
  if (!parsed.success) throw new HandlerFailure("Tags must be a list of Key and Value.");
  const merged = new Map(stackTags.map(({ key, value }) => [key, value]));
  for (const { Key, Value } of parsed.data) merged.set(Key, Value);
  return [...merged].map(([key, value]) => ({ key, value }));
}

/** Those that a change which is over had asked for: only its stack's where its own could not be read. */
export function formerTags(own: unknown, stackTags: readonly Tag[]): readonly Tag[] {
  return tagsOf(tags.safeParse(own).success ? own : [], stackTags);
}

/** Gives a resource the tags that it has now, and takes those that it had. */
export async function changeTags(
  calls: CodePipelineCalls,
  resourceArn: string,
  {
    before,
    after,
    context,
  }: { readonly before: readonly Tag[]; readonly after: readonly Tag[]; readonly context: HandlerContext },
): Promise<void> {
  const gone = before.filter(({ key }) => !after.some((tag) => tag.key === key)).map(({ key }) => key);
  const changed = after.filter(({ key, value }) => !before.some((tag) => tag.key === key && tag.value === value));
  if (gone.length > 0) await calls.call("UntagResource", { resourceArn, tagKeys: gone }, context);
  if (changed.length > 0) await calls.call("TagResource", { resourceArn, tags: changed }, context);
}
