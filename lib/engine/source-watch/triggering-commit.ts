import type { TriggeringCommit } from "../records";
import type { Commit } from "../runners/git-source/commit";
import type { GitReference } from "../runners/git-source/git-reference";
import { isoDate, providerTypeOf } from "../runners/git-source/source-configuration";

/** As events tell the message of a commit; what is longer is cut, like the source's variable. */
const LONGEST_MESSAGE = 2_048;

/** Tells a commit as the events of an execution that it started do. */
export function triggeringCommit(
  commit: Commit,
  source: { readonly connectionArn: string; readonly repositoryName: string },
  reference: GitReference,
): TriggeringCommit {
  return {
    commitId: commit.commitId,
    commitMessage: commit.message.slice(0, LONGEST_MESSAGE),
    authorDisplayName: commit.authorName,
    authorEmail: commit.authorEmail,
    authorDate: isoDate(commit.authoredAt),
    authorId: commit.authorEmail,
    fullRepositoryName: source.repositoryName,
    providerType: providerTypeOf(null),
    connectionArn: source.connectionArn,
    ...branchOrTag(reference),
  };
}

/** A pull request is told by the branch it comes from. */
function branchOrTag(reference: GitReference): Pick<TriggeringCommit, "branchName" | "tagName"> {
  switch (reference.type) {
    case "branch":
      return { branchName: reference.branchName };
    case "tag":
      return { tagName: reference.tagName };
    case "pullRequest":
      return { branchName: reference.sourceBranchName };
  }
}
