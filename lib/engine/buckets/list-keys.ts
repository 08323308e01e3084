import { readdir } from "node:fs/promises";
import path from "node:path";
import { isMissing } from "../is-missing";

/**
 * The keys of a bucket that begin with a prefix, as they come from the disk.
 * @param directory of the bucket
 */
export async function listKeys(directory: string, prefix: string): Promise<string[]> {
  const folders = prefix.split("/").slice(0, -1);
  if (folders.some((folder) => ["", ".", ".."].includes(folder)) || prefix.includes("\0")) return [];
  const keys: string[] = [];
  const waiting = [folders.join("/")];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    for (const entry of await entriesOf(path.join(directory, folder))) {
      const key = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory() && sharesStart(`${key}/`, prefix)) waiting.push(key);
      if (entry.isFile() && key.startsWith(prefix)) keys.push(key);
    }
  }
  return keys;
}

function sharesStart(folder: string, prefix: string): boolean {
  return folder.startsWith(prefix) || prefix.startsWith(folder);
}

async function entriesOf(directory: string) {
  try {
    return await readdir(directory, { withFileTypes: true });
  } catch (error) {
    const tooLong = error instanceof Error && "code" in error && error.code === "ENAMETOOLONG";
    if (isMissing(error) || tooLong) return [];
    throw error;
  }
}
