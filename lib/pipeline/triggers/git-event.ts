/** @see https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_GitPullRequestFilter.html */
export const PULL_REQUEST_EVENTS = ["OPEN", "UPDATED", "CLOSED"] as const;
export type PullRequestEvent = (typeof PULL_REQUEST_EVENTS)[number];

/** Something that happened in a Git repository and may start pipelines. */
export type GitEvent =
  | {
      readonly type: "push";
      readonly branch: string;
      /** Paths in the repository; null where there is nothing to compare with, as for a new branch. */
      readonly changedFiles: readonly string[] | null;
    }
  | { readonly type: "tag"; readonly tag: string }
  | {
      readonly type: "pullRequest";
      readonly event: PullRequestEvent;
      /** The branch that the change should go to: the one that is compared. */
      readonly destinationBranch: string;
      readonly changedFiles: readonly string[] | null;
    };
