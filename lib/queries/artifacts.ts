import { queryOptions } from "@tanstack/react-query";
import {
  type ArtifactAddress,
  artifactComparison,
  artifactInspection,
  artifactListing,
  earlierArtifacts,
  filePreview,
  textComparison,
} from "@/lib/contracts/artifact";
import { getJson, sendJson } from "./get-json";
import { executionUrl, withQuery } from "./urls";

/** How often the reading of a large artifact is asked how far it is; each answer waits a while itself. */
const PROGRESS_EVERY_MS = 400;
/** What is in an artifact does not change; that it is gone should show when it is looked at again. */
const STALE_MS = 60_000;

/** What is in an artifact. Not below the pipeline's keys: its changes are none of the artifact's. */
export function artifactQuery(address: ArtifactAddress) {
  return queryOptions({
    queryKey: keyOf(address),
    queryFn: ({ signal }) => getJson(artifactListing, artifactUrl(address), { signal }),
    staleTime: STALE_MS,
    retry: false,
  });
}

/** The beginning of one file. @param file the id of its entry */
export function filePreviewQuery(address: ArtifactAddress, file: string) {
  return queryOptions({
    queryKey: [...keyOf(address), "file", file],
    queryFn: ({ signal }) => getJson(filePreview, withQuery(`${artifactUrl(address)}/file`, { file }), { signal }),
    staleTime: STALE_MS,
    retry: false,
  });
}

/** Hashes and secrets, which takes reading all of it; asked again until it is done. */
export function inspectionQuery(address: ArtifactAddress) {
  return queryOptions({
    queryKey: [...keyOf(address), "inspection"],
    queryFn: ({ signal }) => getJson(artifactInspection, `${artifactUrl(address)}/inspection`, { signal }),
    refetchInterval: ({ state }) =>
      state.status !== "error" && state.data?.status === "working" ? PROGRESS_EVERY_MS : false,
    staleTime: ({ state }) => (state.data?.status === "done" ? Infinity : 0),
    retry: false,
  });
}

export function earlierArtifactsQuery(address: ArtifactAddress) {
  return queryOptions({
    queryKey: [...keyOf(address), "earlier"],
    queryFn: ({ signal }) => getJson(earlierArtifacts, `${artifactUrl(address)}/earlier`, { signal }),
    staleTime: STALE_MS,
  });
}

/** @param against the id of an earlier execution, or `previous` */
export function artifactComparisonQuery(address: ArtifactAddress, against: string) {
  return queryOptions({
    queryKey: [...keyOf(address), "comparison", against],
    queryFn: ({ signal }) =>
      getJson(artifactComparison, withQuery(`${artifactUrl(address)}/comparison`, { against }), { signal }),
    staleTime: STALE_MS,
    retry: false,
  });
}

/** @param file a path */
export function textComparisonQuery(address: ArtifactAddress, { file, against }: { file: string; against: string }) {
  return queryOptions({
    queryKey: [...keyOf(address), "comparison", against, file],
    queryFn: ({ signal }) =>
      getJson(textComparison, withQuery(`${artifactUrl(address)}/comparison/file`, { file, against }), { signal }),
    staleTime: STALE_MS,
    retry: false,
  });
}

/** The file with its secrets, which is put on record. */
export function revealFile(address: ArtifactAddress, file: string) {
  return sendJson(filePreview, `${artifactUrl(address)}/file`, { method: "POST", body: { file } });
}

/** The difference with its secrets, which is put on record. */
export function revealComparison(address: ArtifactAddress, { file, against }: { file: string; against: string }) {
  const url = `${artifactUrl(address)}/comparison/file`;
  return sendJson(textComparison, url, { method: "POST", body: { file, against } });
}

/** Where the browser saves an artifact from, or one file of it. @param file the id of its entry */
export function artifactDownloadUrl(address: ArtifactAddress, file: string | null): string {
  return withQuery(`${artifactUrl(address)}/download`, { file });
}

function keyOf(address: ArtifactAddress) {
  const { connection, pipelineName, pipelineExecutionId, actionExecutionId, artifactName } = address;
  return ["artifacts", connection, pipelineName, pipelineExecutionId, actionExecutionId, artifactName] as const;
}

function artifactUrl(address: ArtifactAddress): string {
  const action = encodeURIComponent(address.actionExecutionId);
  const artifact = encodeURIComponent(address.artifactName);
  return `${executionUrl(address)}/actions/${action}/artifacts/${artifact}`;
}
