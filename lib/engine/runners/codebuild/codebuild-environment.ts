import type { ActionJob } from "../runner";

export interface BuildIdentity {
  readonly projectName: string;
  /** `<project>:<uuid>` */
  readonly buildId: string;
  readonly buildNumber: number;
  readonly logStream: string;
  readonly startedAt: number;
  /** The page of the execution, where the engine knows it. */
  readonly buildUrl?: string | undefined;
}

export interface SourceDirectories {
  readonly primary: string;
  /** By input artifact name, the primary left out. */
  readonly secondary: ReadonlyMap<string, string>;
}

/**
 * The variables that CodeBuild sets itself. Those of webhooks and of public builds do not exist under CodePipeline.
 * @see https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-env-vars.html
 */
export function codebuildEnvironment(
  job: ActionJob,
  build: BuildIdentity,
  source: SourceDirectories,
): Record<string, string> {
  const arn = `arn:aws:codebuild:${job.region}:${job.accountId}`;
  const [primaryInput] = job.inputArtifacts;
  const environment: Record<string, string> = {
    AWS_DEFAULT_REGION: job.region,
    AWS_REGION: job.region,
    CODEBUILD_BUILD_ID: build.buildId,
    CODEBUILD_BUILD_ARN: `${arn}:build/${build.buildId}`,
    CODEBUILD_PROJECT_ARN: `${arn}:project/${build.projectName}`,
    CODEBUILD_BUILD_NUMBER: String(build.buildNumber),
    CODEBUILD_BUILD_IMAGE: "local",
    CODEBUILD_BUILD_SUCCEEDING: "1",
    CODEBUILD_INITIATOR: `codepipeline/${job.pipelineName}`,
    CODEBUILD_KMS_KEY_ID: `arn:aws:kms:${job.region}:${job.accountId}:alias/aws/s3`,
    CODEBUILD_LOG_PATH: build.logStream,
    CODEBUILD_SOURCE_REPO_URL: "",
    CODEBUILD_SRC_DIR: source.primary,
    CODEBUILD_START_TIME: String(build.startedAt),
  };
  if (build.buildUrl !== undefined) environment["CODEBUILD_BUILD_URL"] = build.buildUrl;
  if (primaryInput) {
    environment["CODEBUILD_SOURCE_VERSION"] =
      `arn:aws:s3:::${primaryInput.location.bucket}/${primaryInput.location.key}`;
  }
  if (job.resolvedSourceVersion !== undefined) {
    environment["CODEBUILD_RESOLVED_SOURCE_VERSION"] = job.resolvedSourceVersion;
  }
  for (const [name, directory] of source.secondary) environment[`CODEBUILD_SRC_DIR_${name}`] = directory;
  return environment;
}
