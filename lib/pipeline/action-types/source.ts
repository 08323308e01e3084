import { BOTH_TYPES, EXACTLY_ONE, NONE, guide, hours, type ActionType } from "./action-type";
import { flag, optional, required } from "./configuration-property";

const FORMATS = ["CODE_ZIP", "CODEBUILD_CLONE_REF"] as const;

const outputArtifactFormat = optional(
  "OutputArtifactFormat",
  "CODE_ZIP hands the files on without Git history. CODEBUILD_CLONE_REF hands on a reference that only CodeBuild can clone, history included.",
  { allowedValues: FORMATS, default: "CODE_ZIP" },
);

const pollForSourceChanges = flag(
  "PollForSourceChanges",
  "Ask the repository for changes every minute. Turn it off when an event or a webhook starts the pipeline.",
  "true",
);

const source = {
  pipelineTypes: BOTH_TYPES,
  inputs: NONE,
  outputs: EXACTLY_ONE,
  defaultTimeoutMs: hours(1),
} as const;

export const SOURCE_ACTION_TYPES: readonly ActionType[] = [
  {
    ...source,
    id: { category: "Source", owner: "AWS", provider: "CodeStarSourceConnection", version: "1" },
    displayName: "Git connection",
    description: "Takes commits from GitHub, GitLab or Bitbucket through a connection.",
    configuration: [
      required("ConnectionArn", "The connection to use. It must have been completed in the console: status Available."),
      required("FullRepositoryId", "Owner and repository, such as acme/shop-api. Upper and lower case matter."),
      required("BranchName", "The branch that manual starts take, and that automatic starts watch."),
      outputArtifactFormat,
      flag(
        "DetectChanges",
        "Start the pipeline at each push to the branch. Off when the pipeline has triggers: they decide then.",
        "true",
      ),
    ],
    outputVariables: [
      "AuthorDate",
      "AuthorDisplayName",
      "AuthorEmail",
      "AuthorId",
      "BranchName",
      "CommitId",
      "CommitMessage",
      "ConnectionArn",
      "DestinationBranchName",
      "FullRepositoryName",
      "ProviderType",
      "PullRequestId",
      "PullRequestTitle",
      "SourceBranchName",
      "TagName",
    ],
    summaryKeys: ["FullRepositoryId"],
    docsUrl: guide("action-reference-CodestarConnectionSource"),
  },
  {
    ...source,
    id: { category: "Source", owner: "AWS", provider: "CodeCommit", version: "1" },
    displayName: "CodeCommit",
    description: "Takes commits from a branch of a CodeCommit repository.",
    configuration: [
      required("RepositoryName", "The repository whose commits start the pipeline."),
      required("BranchName", "The branch to watch."),
      pollForSourceChanges,
      outputArtifactFormat,
    ],
    outputVariables: ["AuthorDate", "BranchName", "CommitId", "CommitMessage", "CommitterDate", "RepositoryName"],
    summaryKeys: ["RepositoryName"],
    docsUrl: guide("action-reference-CodeCommit"),
  },
  {
    ...source,
    id: { category: "Source", owner: "AWS", provider: "S3", version: "1" },
    displayName: "Amazon S3",
    description: "Takes versions of one object, normally a ZIP, from a versioned bucket.",
    configuration: [
      required("S3Bucket", "The bucket. Versioning must be on."),
      required("S3ObjectKey", "The object to watch, such as releases/app.zip."),
      pollForSourceChanges,
      flag(
        "AllowOverrideForS3ObjectKey",
        "Let StartPipelineExecution choose another object key for one execution.",
        "false",
      ),
    ],
    outputVariables: ["BucketName", "ETag", "ObjectKey", "VersionId"],
    summaryKeys: ["S3Bucket"],
    docsUrl: guide("action-reference-S3"),
  },
  {
    ...source,
    id: { category: "Source", owner: "AWS", provider: "ECR", version: "1" },
    displayName: "Amazon ECR",
    description: "Takes images pushed to a repository; the output holds imageDetail.json.",
    configuration: [
      required("RepositoryName", "The image repository."),
      optional("ImageTag", "The tag to watch.", { default: "latest" }),
    ],
    outputVariables: ["ImageDigest", "ImageTag", "ImageURI", "RegistryId", "RepositoryName"],
    summaryKeys: ["RepositoryName"],
    docsUrl: guide("action-reference-ECR"),
  },
  {
    ...source,
    id: { category: "Source", owner: "ThirdParty", provider: "GitHub", version: "1" },
    displayName: "GitHub (OAuth)",
    description: "Takes commits from GitHub with a personal token. Prefer a Git connection.",
    configuration: [
      required("Owner", "The user or organisation that owns the repository."),
      required("Repo", "The repository's name, without its owner."),
      required("Branch", "The branch to watch."),
      required("OAuthToken", "A personal access token. AWS masks it once stored.", { secret: true }),
      pollForSourceChanges,
    ],
    outputVariables: [
      "AuthorDate",
      "BranchName",
      "CommitId",
      "CommitMessage",
      "CommitUrl",
      "CommitterDate",
      "RepositoryName",
    ],
    summaryKeys: ["Owner", "Repo"],
    hidden: true,
    docsUrl: guide("appendix-github-oauth"),
  },
];
