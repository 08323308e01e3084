import { queryOptions } from "@tanstack/react-query";
import { done } from "@/lib/contracts/done";
import { pipelineDetail } from "@/lib/contracts/pipeline-detail";
import { type PipelineFilters, pipelineList } from "@/lib/contracts/pipeline-summary";
import { publishInput, type PublishInput, publishResult } from "@/lib/contracts/publish-pipeline";
import type { TransitionInput } from "@/lib/contracts/transition";
import { getJson, sendJson } from "./get-json";
import { pipelineUrl, withQuery } from "./urls";

export function pipelineQuery(connection: string, pipelineName: string) {
  return queryOptions({
    queryKey: ["pipelines", connection, pipelineName],
    queryFn: ({ signal }) => getJson(pipelineDetail, pipelineUrl(connection, pipelineName), { signal }),
  });
}

/** Pipelines to choose from. */
export function pipelinesQuery(filters: Partial<PipelineFilters> = {}) {
  return queryOptions({
    queryKey: ["pipelines", { filters }],
    queryFn: ({ signal }) => getJson(pipelineList, withQuery("/api/pipelines", filters), { signal }),
    placeholderData: (previous) => previous,
  });
}

export function publishPipeline(connection: string, pipelineName: string, input: PublishInput) {
  return sendJson(publishResult, `${pipelineUrl(connection, pipelineName)}/publish`, {
    method: "POST",
    body: publishInput.parse(input),
  });
}

export function setTransition(connection: string, pipelineName: string, input: TransitionInput) {
  return sendJson(done, `${pipelineUrl(connection, pipelineName)}/transitions`, { method: "PUT", body: input });
}

export function setFavourite(connection: string, pipelineName: string, isFavourite: boolean) {
  return sendJson(done, `${pipelineUrl(connection, pipelineName)}/favourite`, {
    method: "PUT",
    body: { isFavourite },
  });
}

export function deletePipeline(connection: string, pipelineName: string) {
  return sendJson(done, pipelineUrl(connection, pipelineName), { method: "DELETE" });
}
