import { git, GitError, type GitContext } from "./git-command";
import type { GitMirror } from "./git-mirrors";

/** More than any filter looks at; a change of the whole repository is not worth holding. */
const MOST_FILES = 1_000;

/**
 * The paths that differ between two commits of a mirror.
 * @param since `from`: all that differs. `merge-base`: what the second changed after it left the first
 * @returns null when the commits have nothing in common, or one is not there
 */
export async function changedFiles(
  mirror: GitMirror,
  commits: { readonly from: string; readonly to: string; readonly since: "from" | "merge-base" },
  context: GitContext,
): Promise<readonly string[] | null> {
  const { from, to, since } = commits;
  if (!isCommitId(from) || !isCommitId(to)) return null;
  const range = since === "merge-base" ? [`${from}...${to}`] : [from, to];
  const args = ["diff", "--name-only", "--no-renames", "--no-ext-diff", "-z", "--end-of-options", ...range, "--"];
  try {
    const output = (await git(["-C", mirror.directory, ...args], context)).toString("utf8");
    return output.split("\0", MOST_FILES).filter((name) => name !== "");
  } catch (error) {
    if (error instanceof GitError) return null;
    throw error;
  }
}

function isCommitId(text: string): boolean {
  return /^[0-9a-f]{40,64}$/.test(text);
}

/**
 * Where a branch stood before another was merged into it, so that the merge does not hide what the other had changed.
 * @returns null when there is no merge of `from` on the first line of `to`
 */
export async function mergedInto(
  mirror: GitMirror,
  { from, to }: { readonly from: string; readonly to: string },
  context: GitContext,
): Promise<string | null> {
  if (!isCommitId(from) || !isCommitId(to)) return null;
  const args = ["rev-list", "--first-parent", "--merges", "--parents", "--end-of-options", `${from}..${to}`, "--"];
  const output = (await git(["-C", mirror.directory, ...args], context)).toString("utf8");
  const merge = output.split("\n").find((line) => line.split(" ").slice(2).includes(from));
  return merge?.split(" ")[1] ?? null;
}
