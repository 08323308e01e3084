import { constants } from "node:fs";
import { chmod, copyFile, lstat, mkdir, readlink, realpath, rm, rmdir, symlink } from "node:fs/promises";
import path from "node:path";
import { exists } from "../../is-missing";
import { placeOnTarget, type InstallStep } from "./plan-install";
import type { TargetState } from "./target-state";

/**
 * Removes what the previous deployment installed and puts the new files there. What is about to be written is
 * remembered first, so that the next deployment cleans up after one that was cut short.
 */
export async function installFiles(steps: readonly InstallStep[], root: string, state: TargetState): Promise<void> {
  await removeAll(root, state);
  await state.save({
    installedFiles: steps.filter(({ kind }) => kind !== "directory").map(({ destination }) => destination),
    madeDirectories: await missingDirectories(steps, root),
  });
  await copyFiles(steps, root);
}

/** Puts files there without taking any away. */
export async function copyFiles(steps: readonly InstallStep[], root: string): Promise<void> {
  for (const step of steps) await install(step, root);
}

/** Removes what the last deployment installed on a target, and the directories it made for it. */
export async function removeInstalled(rootDirectory: string, state: TargetState): Promise<void> {
  await removeAll(await realpath(rootDirectory), state);
  await state.save({ installedFiles: [], madeDirectories: [] });
}

async function removeAll(root: string, state: TargetState): Promise<void> {
  for (const file of state.value.installedFiles) await rm(await placeOnTarget(root, file), { force: true });
  for (const directory of state.value.madeDirectories.toReversed()) {
    await rmdir(await placeOnTarget(root, directory)).catch(ignoreInUse);
  }
}

/** A directory that scripts or people have put things into stays. */
function ignoreInUse(error: unknown): void {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code !== "ENOTEMPTY" && code !== "EEXIST" && code !== "ENOENT" && code !== "ENOTDIR") throw error;
}

async function missingDirectories(steps: readonly InstallStep[], root: string): Promise<string[]> {
  const directories = new Set(steps.flatMap(({ kind, destination }) => foldersOf(destination, kind === "directory")));
  const missing: string[] = [];
  for (const directory of [...directories].toSorted((a, b) => a.length - b.length)) {
    if (!(await exists(await placeOnTarget(root, directory)))) missing.push(directory);
  }
  return missing;
}

function foldersOf(destination: string, isDirectory: boolean): string[] {
  const segments = destination.split("/");
  const count = isDirectory ? segments.length : segments.length - 1;
  return Array.from({ length: count }, (_, index) => segments.slice(0, index + 1).join("/"));
}

async function install({ kind, source, destination, isRetained }: InstallStep, root: string): Promise<void> {
  if (isRetained) return;
  const place = await placeOnTarget(root, destination);
  if (kind === "directory") {
    await mkdir(place, { recursive: true });
    return;
  }
  await mkdir(path.dirname(place), { recursive: true });
  // Removed first: writing into a program that runs is refused, replacing it is not.
  await rm(place, { force: true });
  if (kind === "link") await symlink(await readlink(source), place);
  else {
    await copyFile(source, place, constants.COPYFILE_FICLONE);
    await chmod(place, (await lstat(source)).mode & 0o777);
  }
}
