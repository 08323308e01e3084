import { lstat, readdir, rename } from "node:fs/promises";
import path from "node:path";
import { isMissing } from "../../../is-missing";

/** Moves what is in a folder to another. What is there already stays: the source has the last word. */
export async function mergeInto(from: string, to: string): Promise<void> {
  for (const child of await childrenOf(from)) {
    const target = path.join(to, child.name);
    const kind = await kindOf(target);
    if (kind === "nothing") await rename(path.join(from, child.name), target);
    else if (kind === "folder" && child.isDirectory()) await mergeInto(path.join(from, child.name), target);
  }
}

async function childrenOf(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** A link is no folder, whatever it leads to. */
async function kindOf(file: string): Promise<"nothing" | "folder" | "other"> {
  try {
    return (await lstat(file)).isDirectory() ? "folder" : "other";
  } catch (error) {
    if (isMissing(error)) return "nothing";
    throw error;
  }
}
