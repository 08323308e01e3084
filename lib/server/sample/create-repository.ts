import "server-only";
import { execFile } from "node:child_process";
import { mkdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/**
 * Makes a Git repository in `directory` with one commit on `main` of what `fill` puts there. It appears whole or not at
 * all; one that is there already is an error of `rename`, and stays as it is.
 */
export async function createRepository(
  directory: string,
  { message, fill }: { readonly message: string; readonly fill: (directory: string) => Promise<void> },
): Promise<void> {
  const unfinished = `${directory}.new`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(path.dirname(unfinished), { recursive: true });
  await mkdir(unfinished);
  await fill(unfinished);
  const git = (...args: string[]) => run("git", ["-C", unfinished, ...args]);
  await git("init", "--quiet", "--initial-branch=main");
  await git("config", "user.name", "Penstock sample");
  await git("config", "user.email", "sample@penstock.invalid");
  await git("add", "--all");
  await git("commit", "--quiet", `--message=${message}`);
  await rename(unfinished, directory);
}
