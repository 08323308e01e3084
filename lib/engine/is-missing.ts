import { lstat, readFile } from "node:fs/promises";

/** True for the errors of the file system that mean "there is nothing here". */
export function isMissing(error: unknown): boolean {
  return hasCode(error, "ENOENT", "ENOTDIR");
}

/** What is read of the file system; null where there is nothing. */
export async function unlessMissing<Value>(reading: Promise<Value>): Promise<Value | null> {
  return reading.catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
}

/** Whether there is anything at a path: a file, a directory, a link that leads nowhere. */
export async function exists(file: string): Promise<boolean> {
  return (await unlessMissing(lstat(file))) !== null;
}

/** What a file holds, as text; null where there is none, or a directory. */
export async function findText(file: string): Promise<string | null> {
  return readFile(file, "utf8").catch((error: unknown) => {
    if (isMissing(error) || hasCode(error, "EISDIR")) return null;
    throw error;
  });
}

function hasCode(error: unknown, ...codes: readonly unknown[]): boolean {
  return error instanceof Error && "code" in error && codes.includes(error.code);
}
