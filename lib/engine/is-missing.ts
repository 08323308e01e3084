import { lstat, readFile } from "node:fs/promises";

/** True for the errors of the file system that mean "there is nothing here". */
export function isMissing(error: unknown): boolean {
  return hasCode(error, "ENOENT", "ENOTDIR");
}

/** Whether there is anything at a path: a file, a directory, a link that leads nowhere. */
export async function exists(file: string): Promise<boolean> {
  try {
    await lstat(file);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

/** What a file holds, as text; null where there is none, or a directory. */
export async function findText(file: string): Promise<string | null> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (isMissing(error) || hasCode(error, "EISDIR")) return null;
    throw error;
  }
}

function hasCode(error: unknown, ...codes: readonly unknown[]): boolean {
  return error instanceof Error && "code" in error && codes.includes(error.code);
}
