import type { Draft } from "../draft";

/** What every pipeline needs before anything is drawn. */
export interface PipelineBasics {
  readonly name: string;
  readonly roleArn: string;
  /** The S3 bucket that keeps the artifacts. */
  readonly artifactBucket: string;
}

/** A V2 pipeline without stages: the canvas starts empty. */
export function newDraft({ name, roleArn, artifactBucket }: PipelineBasics): Draft {
  return {
    name,
    roleArn,
    pipelineType: "V2",
    executionMode: "SUPERSEDED",
    artifactStore: { type: "S3", location: artifactBucket },
    stages: [],
  };
}
