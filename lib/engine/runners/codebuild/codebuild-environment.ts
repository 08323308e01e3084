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
  readonly image: string;
  /** Of a build of a batch. */
  readonly batchIdentifier?: string | undefined;
  readonly shard?: Shard | undefined;
}

/** Which part of the tests a build of a fan-out runs, from 0, and where the commands are that pick it. */
export interface Shard {
  readonly index: number;
  readonly count: number;
  /** A directory for PATH. */
  readonly tools: string;
}

export interface SourceDirectories {
  readonly primary: string;
  /** By input artifact name, the primary left out. */
  readonly secondary: ReadonlyMap<string, string>;
}

/** What builds say they run on when their project does not name an image. */
export const LOCAL_IMAGE = "local";

/** ARNs of CodeBuild's in the account and Region of a job. */
export function codebuildArn(job: Pick<ActionJob, "region" | "accountId">, resource: string): string {
  return `arn:aws:codebuild:${job.region}:${job.accountId}:${resource}`;
}

/** ARN of the key that encrypts artifacts where the pipeline names none. */
export function artifactKeyArn({ region, accountId }: Pick<ActionJob, "region" | "accountId">): string {
  return `arn:aws:kms:${region}:${accountId}:alias/aws/s3`;
}

/** CODEBUILD_SOURCE_VERSION: where the primary input is. What AWS sets under CodePipeline is unverified. */
export function sourceVersionOf(job: ActionJob): string | undefined {
  const primary = job.inputArtifacts.find(({ name }) => name === job.configuration["PrimarySource"]);
  const location = (primary ?? job.inputArtifacts[0])?.location;
  return location && `arn:aws:s3:::${location.bucket}/${location.key}`;
}

/**
 * The variables that CodeBuild sets itself: of the Region, which a build may set otherwise, and its own, whose names
 * are reserved. Those of webhooks and of public builds do not exist under CodePipeline.
 * @see https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-env-vars.html
 */
export function codebuildEnvironment(job: ActionJob, identity: BuildIdentity, source: SourceDirectories) {
  const region: Record<string, string> = { AWS_DEFAULT_REGION: job.region, AWS_REGION: job.region };
  const build: Record<string, string> = {
    CODEBUILD_BUILD_ID: identity.buildId,
    CODEBUILD_BUILD_ARN: codebuildArn(job, `build/${identity.buildId}`),
    CODEBUILD_PROJECT_ARN: codebuildArn(job, `project/${identity.projectName}`),
    CODEBUILD_BUILD_NUMBER: String(identity.buildNumber),
    CODEBUILD_BUILD_IMAGE: identity.image,
    CODEBUILD_BUILD_SUCCEEDING: "1",
    CODEBUILD_INITIATOR: `codepipeline/${job.pipelineName}`,
    CODEBUILD_KMS_KEY_ID: artifactKeyArn(job),
    CODEBUILD_LOG_PATH: identity.logStream,
    CODEBUILD_SOURCE_REPO_URL: "",
    CODEBUILD_SRC_DIR: source.primary,
    CODEBUILD_START_TIME: String(identity.startedAt),
  };
  const optional = {
    CODEBUILD_BUILD_URL: identity.buildUrl,
    CODEBUILD_BATCH_BUILD_IDENTIFIER: identity.batchIdentifier,
    CODEBUILD_SOURCE_VERSION: sourceVersionOf(job),
    CODEBUILD_RESOLVED_SOURCE_VERSION: job.resolvedSourceVersion,
    // What AWS calls these two is unverified; its own commands read them.
    CODEBUILD_CURRENT_SHARD: identity.shard && String(identity.shard.index),
    CODEBUILD_TOTAL_SHARDS: identity.shard && String(identity.shard.count),
  };
  for (const [name, value] of Object.entries(optional)) if (value !== undefined) build[name] = value;
  for (const [name, directory] of source.secondary) build[`CODEBUILD_SRC_DIR_${name}`] = directory;
  return { region, build };
}
