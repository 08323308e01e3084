import "server-only";
import type { RevisionKind } from "@/lib/contracts/commit-lanes";
import type { StoredPipeline } from "@/lib/db/pipelines";
import { followedSources } from "@/lib/pipeline/followed-sources";

/** A live pipeline as one that takes the changes of a source. */
export interface Follower {
  /** `connection/pipelineName` */
  readonly key: string;
  readonly pipeline: StoredPipeline;
  readonly stageNames: readonly string[];
  /** The source action that brings the source's changes in. */
  readonly actionName: string;
  readonly kind: RevisionKind;
}

/** By the name of the source, in the order of the names. */
export function followersBySource(pipelines: readonly StoredPipeline[]): Map<string, Follower[]> {
  const found = new Map<string, Follower[]>();
  for (const pipeline of pipelines) {
    const { connection, name: pipelineName, liveDeclaration } = pipeline;
    if (!liveDeclaration) continue;
    const stageNames = liveDeclaration.stages.map(({ name }) => name);
    for (const { name, actionName, provider } of followedSources(liveDeclaration)) {
      const followers = found.get(name) ?? [];
      followers.push({
        key: `${connection}/${pipelineName}`,
        pipeline,
        stageNames,
        actionName,
        kind: kindOf(provider),
      });
      found.set(name, followers);
    }
  }
  return new Map([...found].toSorted(([a], [b]) => a.localeCompare(b)));
}

function kindOf(provider: string): RevisionKind {
  if (provider === "ECR") return "image";
  return provider === "S3" ? "version" : "commit";
}
