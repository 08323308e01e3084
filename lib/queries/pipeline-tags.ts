import { queryOptions } from "@tanstack/react-query";
import { pipelineTags, type PipelineTags } from "@/lib/contracts/pipeline-tags";
import { getJson, sendJson } from "./get-json";
import { pipelineUrl } from "./urls";

export function pipelineTagsQuery(connection: string, pipelineName: string) {
  return queryOptions({
    queryKey: ["pipelines", connection, pipelineName, "tags"],
    queryFn: ({ signal }) => getJson(pipelineTags, tagsUrl(connection, pipelineName), { signal }),
  });
}

export function putPipelineTags(
  connection: string,
  pipelineName: string,
  tags: PipelineTags["tags"],
): Promise<PipelineTags> {
  return sendJson(pipelineTags, tagsUrl(connection, pipelineName), { method: "PUT", body: { tags } });
}

function tagsUrl(connection: string, pipelineName: string): string {
  return `${pipelineUrl(connection, pipelineName)}/tags`;
}
