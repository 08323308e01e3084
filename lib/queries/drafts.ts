import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { done } from "@/lib/contracts/done";
import { editablePipeline, savedDraft, type DraftToSave, type SavedDraft } from "@/lib/contracts/draft";
import type { DefinitionMetadata } from "@/lib/pipeline/formats/metadata";
import { getJson, sendJson } from "./get-json";
import { pipelineUrl } from "./urls";

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

/** Drops the draft; a pipeline that was never published goes with it. */
export async function deleteDraft(connection: string, pipelineName: string): Promise<{ wasUnpublished: boolean }> {
  const dropped = z.object({ wasUnpublished: z.boolean() });
  return sendJson(dropped, `${pipelineUrl(connection, pipelineName)}/draft`, { method: "DELETE" });
}

/** Keeps what an import left beside the declaration. */
export async function putMetadata(
  connection: string,
  pipelineName: string,
  metadata: DefinitionMetadata,
): Promise<void> {
  await sendJson(done, `${pipelineUrl(connection, pipelineName)}/metadata`, { method: "PUT", body: metadata });
}
