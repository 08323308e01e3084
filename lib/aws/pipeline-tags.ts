import { paginateListTagsForResource, TagResourceCommand, UntagResourceCommand } from "@aws-sdk/client-codepipeline";
import type { Tag } from "@/lib/pipeline/validation/tags";
import { callAws, type ConnectionClients } from "./connection-clients";

/** Every tag of a pipeline. */
export async function listPipelineTags(clients: ConnectionClients, resourceArn: string): Promise<readonly Tag[]> {
  return callAws(clients, async () => {
    const tags: Tag[] = [];
    for await (const page of paginateListTagsForResource({ client: clients.codePipeline }, { resourceArn })) {
      for (const { key, value } of page.tags ?? []) if (key !== undefined) tags.push({ key, value: value ?? "" });
    }
    return tags;
  });
}

/** Makes the tags of a pipeline these, with a call for what is new or different and one for what is gone. */
export async function replacePipelineTags(
  clients: ConnectionClients,
  { resourceArn, before, after }: { resourceArn: string; before: readonly Tag[]; after: readonly Tag[] },
): Promise<void> {
  const known = new Map(before.map(({ key, value }) => [key, value]));
  const changed = after.filter(({ key, value }) => known.get(key) !== value);
  const gone = before.filter(({ key }) => !after.some((tag) => tag.key === key)).map(({ key }) => key);
  await callAws(clients, async () => {
    // What goes makes room first: a pipeline has fifty tags at most.
    if (gone.length > 0) await clients.codePipeline.send(new UntagResourceCommand({ resourceArn, tagKeys: gone }));
    if (changed.length > 0) await clients.codePipeline.send(new TagResourceCommand({ resourceArn, tags: changed }));
  });
}
