import { mkdir, rename, writeFile } from "node:fs/promises";
import path from "node:path";

/**
 * Writes a file, or another in its place, in one step: no reader ever sees half of it. One at a time for each file.
 * @param mode of a file that not everybody may read
 */
export async function replaceFile(file: string, text: string, mode?: number): Promise<void> {
  const draft = `${file}.new`;
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(draft, text, { mode });
  await rename(draft, file);
}
