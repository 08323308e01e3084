/** What a revision of a Git source was chosen by, when an event and not a branch of the configuration chose it. */
export type GitReference =
  | { readonly type: "branch"; readonly branchName: string }
  | { readonly type: "tag"; readonly tagName: string }
  | {
      readonly type: "pullRequest";
      readonly pullRequestId: string;
      readonly pullRequestTitle: string;
      readonly sourceBranchName: string;
      readonly destinationBranchName: string;
    };
