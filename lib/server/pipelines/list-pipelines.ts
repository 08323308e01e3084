import "server-only";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import type { PipelineFilters, PipelineList } from "@/lib/contracts/pipeline-summary";
import { searchPipelines } from "@/lib/db/fleet";
import { sharedDb } from "@/lib/db/shared-client";

const MOST_LISTED = 50;

/** Pipelines to choose from. */
export async function listPipelines(viewer: Viewer, filters: Partial<PipelineFilters> = {}): Promise<PipelineList> {
  authorize(viewer, "view");
  const { search = "", connection = [] } = filters;
  const found = await searchPipelines(sharedDb(), {
    search: search.trim(),
    connections: connection,
    limit: MOST_LISTED,
  });
  return {
    pipelines: found.map(({ connection: slug, connectionName, pipelineName }) => ({
      connection: slug,
      connectionName,
      pipelineName,
    })),
    matching: found[0]?.matching ?? 0,
  };
}
