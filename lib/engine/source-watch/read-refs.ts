import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import type { Clock } from "@/lib/clock";
import { unlessMissing } from "../is-missing";
import type { GitContext } from "../runners/git-source/git-command";
import { listRefs } from "../runners/git-source/git-mirrors";
import type { RepositoryUrl } from "../runners/git-source/repository-url";
import { findGitDirectory } from "./read-branch-heads";

/** Every branch and tag of a repository, by full name: the commit it points to. */
export type Refs = Readonly<Record<string, string>>;

/** A change so shortly before it is looked at may be followed by one with the same time. */
const UNSETTLED_MS = 2_000;

/**
 * Reads the branches and tags of repositories. A local one is only asked when the times of its directories say that
 * something has changed, which is cheap enough for every second.
 */
export function createRefReader(clock: Clock): (repository: RepositoryUrl, context: GitContext) => Promise<Refs> {
  const known = new Map<string, { readonly fingerprint: string; readonly refs: Refs }>();
  return async (repository, context) => {
    const fingerprint = repository.kind === "local" ? await fingerprintOf(repository.directory, clock.now()) : null;
    const before = known.get(repository.url);
    if (fingerprint !== null && before?.fingerprint === fingerprint) return before.refs;
    const refs = Object.fromEntries(await listRefs(repository.url, context));
    known.delete(repository.url);
    if (fingerprint !== null) known.set(repository.url, { fingerprint, refs });
    return refs;
  };
}

/** Git replaces files when it writes refs, so each write shows in the time of a directory. Null: it has to be asked. */
async function fingerprintOf(directory: string, nowAt: number): Promise<string | null> {
  const gitDirectory = await findGitDirectory(directory);
  if (gitDirectory === null) return null;
  const times = [await changedAt(path.join(gitDirectory, "packed-refs"))];
  const pending = ["heads", "tags"].map((kind) => path.join(gitDirectory, "refs", kind));
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    times.push(await changedAt(next));
    pending.push(...(await directoriesIn(next)));
  }
  return Math.max(...times) > nowAt - UNSETTLED_MS ? null : times.join(" ");
}

async function changedAt(file: string): Promise<number> {
  return (await unlessMissing(stat(file)))?.mtimeMs ?? 0;
}

async function directoriesIn(directory: string): Promise<string[]> {
  const entries = (await unlessMissing(readdir(directory, { withFileTypes: true }))) ?? [];
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => path.join(directory, name));
}
