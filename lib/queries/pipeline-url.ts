/** The API address of one pipeline; everything that belongs to it lies below. */
export function pipelineUrl(connection: string, pipelineName: string): string {
  return `/api/pipelines/${encodeURIComponent(connection)}/${encodeURIComponent(pipelineName)}`;
}
