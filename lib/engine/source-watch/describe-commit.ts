import { readCommit } from "../runners/git-source/commit";
import { GitError, type GitContext } from "../runners/git-source/git-command";
import { fetchBranches, type GitMirrors } from "../runners/git-source/git-mirrors";
import { triggeringCommit } from "./triggering-commit";
import type { DetectedRevision, WatchedSource } from "./watched-source";

/**
 * Tells of a commit behind a connection what events about its execution say. Nothing is told of other sources, nor of a
 * commit that is not on its branch any more.
 */
export async function describeCommit(
  { actionTypeId, configuration }: WatchedSource,
  { url, branch, commitId }: { readonly url: string; readonly branch: string; readonly commitId: string },
  mirrors: GitMirrors,
  context: GitContext,
): Promise<Pick<DetectedRevision, "commit">> {
  if (actionTypeId.provider !== "CodeStarSourceConnection") return {};
  const connectionArn = configuration["ConnectionArn"] ?? "";
  const repositoryName = configuration["FullRepositoryId"] ?? "";
  try {
    const commit = await mirrors.withMirror(url, context, async (mirror) => {
      await fetchBranches(mirror, context, branch);
      return readCommit(mirror, commitId, context);
    });
    const reference = { type: "branch", branchName: branch } as const;
    return { commit: triggeringCommit(commit, { connectionArn, repositoryName }, reference) };
  } catch (error) {
    if (error instanceof GitError) return {};
    throw error;
  }
}
