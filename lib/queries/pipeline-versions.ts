import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import {
  pipelineVersion,
  pipelineVersionPage,
  pipelineVersionSummary,
  type PipelineVersionSummary,
} from "@/lib/contracts/pipeline-version";
import type { PipelineDeclaration } from "@/lib/pipeline/declaration";
import { getJson, sendJson } from "./get-json";
import { pipelineUrl } from "./urls";

export function pipelineVersionsQuery(connection: string, pipelineName: string) {
  return infiniteQueryOptions({
    queryKey: ["pipelines", connection, pipelineName, "versions"],
    queryFn: ({ pageParam, signal }) => {
      const page = pageParam === null ? "" : `?before=${pageParam}`;
      return getJson(pipelineVersionPage, `${versionsUrl(connection, pipelineName)}${page}`, { signal });
    },
    initialPageParam: null as number | null, // null is the first page; the type must also admit the next ones
    getNextPageParam: (last) => last.nextBefore,
  });
}

/** One version with its declaration. A saved version never changes, so it never goes stale. */
export function pipelineVersionQuery(connection: string, pipelineName: string, number: number) {
  return queryOptions({
    queryKey: ["pipelines", connection, pipelineName, "versions", number],
    queryFn: ({ signal }) => getJson(pipelineVersion, `${versionsUrl(connection, pipelineName)}/${number}`, { signal }),
    staleTime: Infinity,
  });
}

export async function postPipelineVersion(
  connection: string,
  pipelineName: string,
  version: { readonly message: string; readonly declaration: PipelineDeclaration },
): Promise<PipelineVersionSummary> {
  const url = versionsUrl(connection, pipelineName);
  return sendJson(pipelineVersionSummary, url, { method: "POST", body: version });
}

function versionsUrl(connection: string, pipelineName: string): string {
  return `${pipelineUrl(connection, pipelineName)}/versions`;
}
