import { queryOptions } from "@tanstack/react-query";
import { editablePipeline, savedDraft, type DraftToSave, type SavedDraft } from "@/lib/contracts/draft";
import { getJson, sendJson } from "./get-json";
import { pipelineUrl } from "./pipeline-url";

export function draftQuery(connection: string, pipelineName: string) {
  return queryOptions({
    queryKey: ["pipelines", connection, pipelineName, "draft"],
    queryFn: ({ signal }) => getJson(editablePipeline, `${pipelineUrl(connection, pipelineName)}/draft`, { signal }),
  });
}

/** @throws ApiError `conflict` with a `DraftConflict` as `data` when somebody else saved in between */
export async function putDraft(connection: string, pipelineName: string, save: DraftToSave): Promise<SavedDraft> {
  return sendJson(savedDraft, `${pipelineUrl(connection, pipelineName)}/draft`, { method: "PUT", body: save });
}
