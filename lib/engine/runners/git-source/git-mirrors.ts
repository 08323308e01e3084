import { createHash } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { exists } from "../../is-missing";
import { createTaskQueues } from "../../task-queues";
import { git, GitError, type GitContext } from "./git-command";
import { parseRepositoryUrl } from "./repository-url";

/** Archives take every file as it is in the commit, whatever `.gitattributes` says about export. */
const ATTRIBUTES = "* -export-ignore -export-subst\n";

/** A bare copy of a repository, kept so that each fetch brings only what is new. */
export interface GitMirror {
  readonly directory: string;
  readonly url: string;
}

export interface GitMirrors {
  /** Runs `use` while nobody else fetches into the mirror of this repository. */
  withMirror<T>(url: string, context: GitContext, use: (mirror: GitMirror) => Promise<T>): Promise<T>;
}

export function createGitMirrors(root: string): GitMirrors {
  const queues = createTaskQueues();

  async function prepare(url: string, context: GitContext): Promise<GitMirror> {
    const directory = path.join(root, `${createHash("sha256").update(url).digest("hex").slice(0, 24)}.git`);
    if (await exists(path.join(directory, "info", "attributes"))) return { directory, url };
    await rm(directory, { recursive: true, force: true });
    await mkdir(root, { recursive: true });
    await git(["init", "--quiet", "--bare", "--template=", directory], context);
    await mkdir(path.join(directory, "info"), { recursive: true });
    // Last, because its presence says that the mirror is complete.
    await writeFile(path.join(directory, "info", "attributes"), ATTRIBUTES);
    return { directory, url };
  }

  return {
    withMirror: (url, context, use) => queues.run(url, async () => use(await prepare(url, context))),
  };
}

/** Brings branches, by default all of them, up to date. */
export async function fetchBranches(mirror: GitMirror, context: GitContext, branch = "*"): Promise<void> {
  try {
    await fetchFrom(mirror, `+refs/heads/${branch}:refs/heads/${branch}`, context);
  } catch (error) {
    // `release/1` cannot be written while the mirror still has `release`, which the repository has not any more.
    if (branch === "*" || !(error instanceof GitError) || !/lock ref|update local ref/.test(error.message)) throw error;
    await fetchBranches(mirror, context);
  }
}

async function fetchFrom(mirror: GitMirror, refspec: string, context: GitContext): Promise<void> {
  const options = [
    "--quiet",
    "--prune",
    "--no-tags",
    "--no-write-fetch-head",
    "--no-recurse-submodules",
    "--update-head-ok",
  ];
  await git(["-C", mirror.directory, "fetch", ...options, ...trust(mirror.url), "--", mirror.url, refspec], context);
}

/** The branches of a repository and the commits they point to, asked of the repository itself. */
export async function listBranches(url: string, context: GitContext): Promise<ReadonlyMap<string, string>> {
  const output = (await git(["ls-remote", "--quiet", "--heads", ...trust(url), "--", url], context)).toString("utf8");
  const lines = output.split("\n").filter((line) => line !== "");
  return new Map(
    lines.map((line) => {
      const [commitId = "", ref = ""] = line.split("\t");
      return [ref.replace("refs/heads/", ""), commitId];
    }),
  );
}

/** The branches and tags of a repository by full name; a tag's commit, where the tag is an object of its own. */
export async function listRefs(url: string, context: GitContext): Promise<ReadonlyMap<string, string>> {
  const args = ["ls-remote", "--quiet", "--heads", "--tags", ...trust(url), "--", url];
  const output = (await git(args, context)).toString("utf8");
  const refs = new Map<string, string>();
  for (const line of output.split("\n")) {
    const [commitId, ref] = line.split("\t");
    // `refs/tags/v1^{}` follows the tag object `refs/tags/v1` and is what that points to.
    if (commitId && ref) refs.set(ref.replace(/\^\{\}$/, ""), commitId);
  }
  return refs;
}

/** Brings all branches and tags up to date. Tags may move, so they are overwritten. */
export async function fetchRefs(mirror: GitMirror, context: GitContext): Promise<void> {
  await fetchBranches(mirror, context);
  await fetchFrom(mirror, "+refs/tags/*:refs/tags/*", context);
}

/**
 * A local repository was registered by somebody who may; that it belongs to another user of this machine is no reason
 * to refuse it.
 */
function trust(url: string): readonly string[] {
  return parseRepositoryUrl(url)?.kind === "local" ? ["--upload-pack=git -c safe.directory=* upload-pack"] : [];
}
