import type { ActionDeclaration, PipelineDeclaration } from "./declaration";

/** What a source action follows. Pipelines whose sources have the same `name` take the same changes. */
export interface FollowedSource {
  readonly actionName: string;
  /** `<repository>, <branch>`, or where an S3 object or an image lives. */
  readonly name: string;
  readonly provider: string;
}

/** One per source action that says what it follows, in the order of the declaration. */
export function followedSources({ stages }: PipelineDeclaration): FollowedSource[] {
  return stages
    .flatMap(({ actions }) => actions)
    .filter(({ actionTypeId }) => actionTypeId.category === "Source")
    .flatMap((action) => {
      const name = nameOf(action);
      return name === null ? [] : [{ actionName: action.name, name, provider: action.actionTypeId.provider }];
    });
}

function nameOf({ actionTypeId, configuration = {} }: ActionDeclaration): string | null {
  const [place, version] = placeOf(actionTypeId.provider, configuration);
  return place ? [place, version].filter(Boolean).join(", ") : null;
}

function placeOf(
  provider: string,
  configuration: Readonly<Record<string, string>>,
): readonly [place: string | undefined, version: string | undefined] {
  const { Owner, Repo, S3Bucket, S3ObjectKey } = configuration;
  switch (provider) {
    case "CodeStarSourceConnection":
      return [configuration["FullRepositoryId"], configuration["BranchName"]];
    case "GitHub":
      return [Owner && Repo && `${Owner}/${Repo}`, configuration["Branch"]];
    case "S3":
      return [S3Bucket && S3ObjectKey && `s3://${S3Bucket}/${S3ObjectKey}`, undefined];
    case "ECR":
      return [configuration["RepositoryName"], configuration["ImageTag"] ?? "latest"];
    default:
      return [configuration["RepositoryName"], configuration["BranchName"]];
  }
}
