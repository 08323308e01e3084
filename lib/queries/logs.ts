import { queryOptions } from "@tanstack/react-query";
import { logLines, logSearch, logSummary } from "@/lib/contracts/log";
import type { TextQuery } from "@/lib/pipeline/logs/find-text";
import { getJson } from "./get-json";
import { executionUrl, withQuery } from "./urls";

/** One attempt of one action. */
export interface LogAddress {
  readonly connection: string;
  readonly pipelineName: string;
  readonly pipelineExecutionId: string;
  readonly actionExecutionId: string;
}

/** @param after the version of the last answer: this one comes once there is more, or after some seconds */
export function getLogSummary(address: LogAddress, after: string | null, signal: AbortSignal) {
  return getJson(logSummary, withQuery(logUrl(address), { after }), { signal });
}

/** Lines are counted from 0, `to` excluded; `column` is where the window of a long line shall be. */
export function getLogLines(
  address: LogAddress,
  range: { readonly from: number; readonly to: number; readonly column?: number },
  signal: AbortSignal,
) {
  return getJson(logLines, withQuery(`${logUrl(address)}/lines`, range), { signal });
}

/** Which of the matches to find: one by its number, from 1, or the first at or after a line, from 0. */
export type WantedMatch = { readonly match: number } | { readonly near: number };

export function logSearchQuery(address: LogAddress, query: TextQuery, wanted: WantedMatch) {
  const { connection, pipelineName, pipelineExecutionId, actionExecutionId } = address;
  return queryOptions({
    queryKey: [
      "pipelines",
      connection,
      pipelineName,
      "executions",
      pipelineExecutionId,
      "actions",
      actionExecutionId,
      "log",
      { ...query, ...wanted },
    ],
    queryFn: ({ signal }) =>
      getJson(logSearch, withQuery(`${logUrl(address)}/search`, { ...query, ...wanted }), { signal }),
    // The log grows while it is searched, so no answer is good for later.
    staleTime: 0,
    gcTime: 30_000,
  });
}

/** `text`: as it reads on screen, with times. `raw`: as it was written. */
export function logDownloadUrl(address: LogAddress, format: "text" | "raw"): string {
  return withQuery(`${logUrl(address)}/download`, { format });
}

function logUrl(address: LogAddress): string {
  return `${executionUrl(address)}/actions/${encodeURIComponent(address.actionExecutionId)}/log`;
}
