import type { ActionDeclaration, PipelineDeclaration } from "./declaration";

export const SOURCE_REVISION_TYPES = ["COMMIT_ID", "IMAGE_DIGEST", "S3_OBJECT_VERSION_ID", "S3_OBJECT_KEY"] as const;
export type SourceRevisionType = (typeof SOURCE_REVISION_TYPES)[number];

/**
 * What a start can override of a source action; the first is what its revisions are called.
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-trigger-source-overrides.html
 */
export function revisionTypesOf({
  actionTypeId,
  configuration,
}: ActionDeclaration): readonly [SourceRevisionType, ...SourceRevisionType[]] {
  switch (actionTypeId.owner === "AWS" && actionTypeId.provider) {
    case "ECR":
      return ["IMAGE_DIGEST"];
    case "S3":
      return configuration?.["AllowOverrideForS3ObjectKey"] === "true"
        ? ["S3_OBJECT_VERSION_ID", "S3_OBJECT_KEY"]
        : ["S3_OBJECT_VERSION_ID"];
    default:
      return ["COMMIT_ID"];
  }
}

/** The actions whose revisions a start can override. */
export function sourceActionsOf({ stages }: PipelineDeclaration): readonly ActionDeclaration[] {
  return (stages[0]?.actions ?? []).filter(({ actionTypeId }) => actionTypeId.category === "Source");
}
