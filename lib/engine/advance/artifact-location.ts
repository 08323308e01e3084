import type { PipelineDeclaration } from "@/lib/pipeline/declaration";
import type { ArtifactLocation } from "../artifacts/artifact-store";

/** An `S3Location.key` is at most 100 characters, so the service cuts both names. */
const PIPELINE_CHARACTERS = 20;
const ARTIFACT_CHARACTERS = 10;
const RANDOM_CHARACTERS = 8;

/** Where an attempt puts an output: `<pipeline>/<artifact>/<random>` in the store of the action's Region. */
export function newArtifactLocation(
  declaration: PipelineDeclaration,
  artifact: { readonly name: string; readonly region: string; readonly id: string },
): ArtifactLocation {
  const store = declaration.artifactStores?.[artifact.region] ?? declaration.artifactStore;
  return {
    bucket: store?.location ?? declaration.name,
    key: [
      declaration.name.slice(0, PIPELINE_CHARACTERS),
      artifact.name.slice(0, ARTIFACT_CHARACTERS),
      artifact.id.replaceAll("-", "").slice(0, RANDOM_CHARACTERS),
    ].join("/"),
  };
}
