import type { ActionTypeId } from "@/lib/pipeline/declaration";
import { ActionFailure } from "../action-failure";
import type { ActionJob } from "../runner";
import type { Commit } from "./commit";
import type { GitReference } from "./git-reference";
import { isBranchName } from "./repository-url";

type SourceAction = Pick<ActionJob, "actionName" | "actionTypeId" | "configuration">;

/** What a Git source action asks for, whichever provider it belongs to. */
export interface SourceConfiguration {
  /** The name that the repository is registered under. */
  readonly repositoryName: string;
  readonly branch: string;
  /** The event in the repository that chose the revision, where one did; `branch` then is the one that it names. */
  readonly reference?: GitReference;
  readonly isCloneRef: boolean;
  /** False when the pipeline is started by something else: a rule, a webhook, a trigger, a person. */
  readonly detectsChanges: boolean;
}

const GIT_PROVIDERS = new Set(["CodeCommit", "CodeStarSourceConnection", "GitHub"]);

/** A custom type may bear the name of any provider; what it takes is up to its worker. */
export function isGitSource({ category, owner, provider }: ActionTypeId): boolean {
  return category === "Source" && owner !== "Custom" && GIT_PROVIDERS.has(provider);
}

/** @throws ActionFailure when a key is missing or cannot be meant */
export function readSourceConfiguration(action: SourceAction): SourceConfiguration {
  const { configuration } = action;
  const isCloneRef = configuration["OutputArtifactFormat"] === "CODEBUILD_CLONE_REF";
  switch (action.actionTypeId.provider) {
    case "CodeStarSourceConnection":
      return {
        repositoryName: required(action, "FullRepositoryId"),
        branch: branchOf(action, "BranchName"),
        isCloneRef,
        detectsChanges: configuration["DetectChanges"] !== "false",
      };
    case "GitHub":
      return {
        repositoryName: `${required(action, "Owner")}/${required(action, "Repo")}`,
        branch: branchOf(action, "Branch"),
        isCloneRef: false,
        detectsChanges: configuration["PollForSourceChanges"] !== "false",
      };
    default:
      return {
        repositoryName: required(action, "RepositoryName"),
        branch: branchOf(action, "BranchName"),
        isCloneRef,
        detectsChanges: configuration["PollForSourceChanges"] !== "false",
      };
  }
}

/** The source as an event in the repository wants it: a pull request is checked out on its source branch. */
export function followReference(source: SourceConfiguration, reference: GitReference | undefined): SourceConfiguration {
  switch (reference?.type) {
    case undefined:
      return source;
    case "branch":
      return { ...source, reference, branch: reference.branchName };
    case "tag":
      return { ...source, reference };
    case "pullRequest":
      return { ...source, reference, branch: reference.sourceBranchName };
  }
}

function required(action: SourceAction, key: string): string {
  const value = action.configuration[key];
  if (value) return value;
  throw new ActionFailure(
    "ConfigurationError",
    `Action ${action.actionName} has no ${key}. Set it in its configuration.`,
  );
}

function branchOf(action: SourceAction, key: string): string {
  const branch = required(action, key);
  if (isBranchName(branch)) return branch;
  throw new ActionFailure(
    "ConfigurationError",
    `${key} ${JSON.stringify(branch)} of ${action.actionName} is not a name of a branch.`,
  );
}

/** AWS cuts the message of a connection's commit at 100 KB. */
const LONGEST_MESSAGE_BYTES = 100 * 1024;

/** The variables that the provider gives to its namespace. */
export function sourceVariables(
  action: SourceAction,
  source: SourceConfiguration,
  commit: Commit,
  commitUrl: string | null,
): Record<string, string> {
  const { repositoryName } = source;
  const common = {
    AuthorDate: isoDate(commit.authoredAt),
    CommitId: commit.commitId,
    CommitMessage: Buffer.from(commit.message)
      .subarray(0, LONGEST_MESSAGE_BYTES)
      .toString("utf8")
      .replace(/\uFFFD$/, ""),
  };
  const shortName = repositoryName.slice(repositoryName.lastIndexOf("/") + 1);
  switch (action.actionTypeId.provider) {
    case "CodeStarSourceConnection":
      return {
        ...common,
        ...referenceVariables(source),
        AuthorDisplayName: commit.authorName,
        AuthorEmail: commit.authorEmail,
        AuthorId: commit.authorEmail,
        ConnectionArn: action.configuration["ConnectionArn"] ?? "",
        FullRepositoryName: repositoryName,
        ProviderType: providerTypeOf(commitUrl),
      };
    case "GitHub":
      return {
        ...common,
        BranchName: source.branch,
        CommitterDate: isoDate(commit.committedAt),
        CommitUrl: commitUrl ?? "",
        RepositoryName: shortName,
      };
    default:
      return {
        ...common,
        BranchName: source.branch,
        CommitterDate: isoDate(commit.committedAt),
        RepositoryName: repositoryName,
      };
  }
}

/** Which of these a connection gives depends on the event. */
function referenceVariables({ branch, reference }: SourceConfiguration): Record<string, string> {
  if (reference?.type === "pullRequest") {
    return {
      PullRequestId: reference.pullRequestId,
      PullRequestTitle: reference.pullRequestTitle,
      SourceBranchName: reference.sourceBranchName,
      DestinationBranchName: reference.destinationBranchName,
    };
  }
  return { BranchName: branch, ...(reference?.type === "tag" && { TagName: reference.tagName }) };
}

export function isoDate(at: number): string {
  return new Date(at).toISOString().replace(".000Z", "Z");
}

export function providerTypeOf(commitUrl: string | null): string {
  const host = commitUrl === null ? "" : new URL(commitUrl).hostname;
  if (host.includes("gitlab")) return "GitLab";
  return host.includes("bitbucket") ? "Bitbucket" : "GitHub";
}
