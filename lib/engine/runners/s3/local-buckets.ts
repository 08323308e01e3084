import type { ArtifactStore } from "../../artifacts/artifact-store";

/** The buckets of this machine: each object is the file `<directory>/<bucket>/<key>`. */
export interface LocalBuckets {
  readonly directory: string;
  readonly objects: ArtifactStore;
}
