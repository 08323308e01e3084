import { error } from "../../issue";
import type { Rule } from "../../rule";

/** A pipeline has one artifact store or one per Region, never both. @see API_PipelineDeclaration */
export const artifactStoreChoice: Rule = ({ artifactStore, artifactStores }) => {
  if (artifactStore && artifactStores) {
    const message =
      "The pipeline has both artifactStore and artifactStores. Keep the first for one Region, the second for several.";
    return [error("artifact-store-both", "ValidationException", ["artifactStores"], message)];
  }
  if (artifactStore || (artifactStores && Object.keys(artifactStores).length > 0)) return [];
  const message = "The pipeline has no artifact store. Name the S3 bucket that keeps its artifacts.";
  return [error("artifact-store-missing", "ValidationException", ["artifactStore"], message)];
};
