import { stat } from "node:fs/promises";
import path from "node:path";
import { findText, isMissing } from "../is-missing";
import type { GitContext } from "../runners/git-source/git-command";
import { listBranches } from "../runners/git-source/git-mirrors";
import { isBranchName, type RepositoryUrl } from "../runners/git-source/repository-url";

const COMMIT_ID = /^[0-9a-f]{40,64}$/;

/**
 * The commits that these branches point to; a branch that does not exist is left out. A local repository that keeps
 * its refs in files is read directly, which is cheap enough for every second; any other is asked by `git ls-remote`.
 */
export async function readBranchHeads(
  repository: RepositoryUrl,
  branches: readonly string[],
  context: GitContext,
): Promise<ReadonlyMap<string, string>> {
  const heads = repository.kind === "local" ? await readRefFiles(repository.directory, branches) : null;
  return heads ?? listBranches(repository.url, context);
}

/** Null when the refs are not kept in plain files below this directory. */
async function readRefFiles(directory: string, branches: readonly string[]): Promise<Map<string, string> | null> {
  const gitDirectory = await findGitDirectory(directory);
  if (gitDirectory === null) return null;
  const heads = new Map<string, string>();
  let packed: ReadonlyMap<string, string> | null = null;
  for (const branch of branches.filter(isBranchName)) {
    const loose = (await findText(path.join(gitDirectory, "refs", "heads", branch)))?.trim();
    if (loose !== undefined && !COMMIT_ID.test(loose)) return null;
    packed ??= loose === undefined ? await readPackedRefs(gitDirectory) : null;
    const commitId = loose ?? packed?.get(`refs/heads/${branch}`);
    if (commitId !== undefined) heads.set(branch, commitId);
  }
  return heads;
}

/** Where a repository of plain files keeps its refs; null when it keeps them otherwise. */
export async function findGitDirectory(directory: string): Promise<string | null> {
  for (const candidate of [path.join(directory, ".git"), directory]) {
    const hasHead = (await findText(path.join(candidate, "HEAD"))) !== null;
    if (hasHead) return (await isDirectory(path.join(candidate, "reftable"))) ? null : candidate;
  }
  return null;
}

async function readPackedRefs(gitDirectory: string): Promise<Map<string, string>> {
  const text = (await findText(path.join(gitDirectory, "packed-refs"))) ?? "";
  const rows = text.split("\n").filter((row) => row !== "" && !row.startsWith("#") && !row.startsWith("^"));
  return new Map(rows.map((row) => [row.slice(row.indexOf(" ") + 1), row.slice(0, row.indexOf(" "))]));
}

async function isDirectory(file: string): Promise<boolean> {
  try {
    return (await stat(file)).isDirectory();
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}
