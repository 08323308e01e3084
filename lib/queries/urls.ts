import type { ExecutionAddress } from "@/lib/contracts/pipeline-address";

/** Where pages and their data live. Pages and API mirror each other, and query keys nest like both. */
export function pipelineHref(connection: string, pipelineName: string): string {
  return `/pipelines/${encodeURIComponent(connection)}/${encodeURIComponent(pipelineName)}`;
}

export function editHref(connection: string, pipelineName: string): string {
  return `${pipelineHref(connection, pipelineName)}/edit`;
}

export function historyHref(connection: string, pipelineName: string): string {
  return `${pipelineHref(connection, pipelineName)}/history`;
}

export function executionHref(connection: string, pipelineName: string, pipelineExecutionId: string): string {
  return `${pipelineHref(connection, pipelineName)}/executions/${encodeURIComponent(pipelineExecutionId)}`;
}

/** `other` is an execution id, `previous`, or `success` for the last success before it. */
export function compareHref(
  { connection, pipelineName, pipelineExecutionId }: ExecutionAddress,
  other: string,
): string {
  return `${executionHref(connection, pipelineName, pipelineExecutionId)}/compare?with=${encodeURIComponent(other)}`;
}

export function pipelineUrl(connection: string, pipelineName: string): string {
  return `/api${pipelineHref(connection, pipelineName)}`;
}

export function executionsUrl(connection: string, pipelineName: string): string {
  return `${pipelineUrl(connection, pipelineName)}/executions`;
}

export function executionUrl({ connection, pipelineName, pipelineExecutionId }: ExecutionAddress): string {
  return `${executionsUrl(connection, pipelineName)}/${encodeURIComponent(pipelineExecutionId)}`;
}

/** The query key of an execution; what belongs to it nests below. */
export function executionKey({ connection, pipelineName, pipelineExecutionId }: ExecutionAddress) {
  return ["pipelines", connection, pipelineName, "executions", pipelineExecutionId] as const;
}

export function connectionUrl(connection: string): string {
  return `/api/connections/${encodeURIComponent(connection)}`;
}

/** Adds what is set to a URL; lists become comma separated. */
export function withQuery(
  url: string,
  query: Readonly<Record<string, string | number | boolean | readonly string[] | null | undefined>>,
): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    const text = Array.isArray(value) ? value.join(",") : String(value ?? "");
    if (text !== "") search.set(name, text);
  }
  return search.size === 0 ? url : `${url}?${search.toString()}`;
}
