import { readdir } from "node:fs/promises";
import path from "node:path";
import { resolveInside } from "../../artifacts/resolve-inside";
import { isMissing } from "../../is-missing";

/** What is below a folder of a build, by paths relative to its base, each folder's in the order of their names. */
export interface BuildTree {
  /** Links are among them, and are not followed. */
  readonly files: readonly string[];
  /** The folder itself is the first, unless it is the base. */
  readonly folders: readonly string[];
  /** What cannot be read: a build may close a folder, or nest them deeper than a path may be long. `.` is the base. */
  readonly closed: readonly string[];
}

/** @param folder relative to `base`, which is a real path; empty for `base` itself */
export async function readTree(base: string, folder: string): Promise<BuildTree> {
  const files: string[] = [];
  const folders = folder === "" ? [] : [folder];
  const closed: string[] = [];

  async function walk(current: string): Promise<void> {
    for (const child of await childrenOf(current)) {
      const relative = current === "" ? child.name : `${current}/${child.name}`;
      if (child.isDirectory()) {
        folders.push(relative);
        await walk(relative);
      } else if (child.isFile() || child.isSymbolicLink()) files.push(relative);
    }
  }

  async function childrenOf(current: string) {
    try {
      if ((await resolveInside(base, current)) !== path.join(base, current)) return [];
      const children = await readdir(path.join(base, current), { withFileTypes: true });
      return children.toSorted((a, b) => (a.name < b.name ? -1 : 1));
    } catch (error) {
      if (isMissing(error)) return [];
      if (!isUnreadable(error)) throw error;
      closed.push(current === "" ? "." : current);
      return [];
    }
  }

  await walk(folder);
  return { files, folders, closed };
}

/** True for the errors of the file system that mean "there is something, and not for you". */
export function isUnreadable(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return code === "EACCES" || code === "EPERM" || code === "ELOOP" || code === "ENAMETOOLONG";
}
