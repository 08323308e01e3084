import type { ArtifactLocation } from "../artifacts/artifact-store";
import type { PipelineState } from "../state";

/** True for what an action that runs now has to put out: it belongs with the artifacts, whoever uploads it. */
export function isRunningOutput(states: readonly PipelineState[], { bucket, key }: ArtifactLocation): boolean {
  return states
    .flatMap(({ executions }) => Object.values(executions))
    .flatMap(({ stages }) => Object.values(stages))
    .flatMap(({ actions }) => Object.values(actions))
    .filter(({ status }) => status === "InProgress")
    .flatMap(({ outputArtifacts }) => outputArtifacts)
    .some(({ location }) => location.bucket === bucket && location.key === key);
}
