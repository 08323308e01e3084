import { mkdir, rename } from "node:fs/promises";
import path from "node:path";

/** Each failed attempt is one deletion beside it that got through, so only as many in a row as this end it. */
const MOST_ATTEMPTS = 100;

/**
 * Renames a file to its place, and makes the directories that lead there. These may go while they are made, and as soon
 * as they are: whoever removes the last object of a directory takes it along, and Node's recursive `mkdir` fails when a
 * parent that it has just found is gone.
 * @throws errors of the file system; ENOENT when there is no file to move
 */
export async function moveInto(place: string, file: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await mkdir(path.dirname(place), { recursive: true });
      return await rename(file, place);
    } catch (error) {
      const isGone = error instanceof Error && "code" in error && error.code === "ENOENT";
      if (!isGone || attempt === MOST_ATTEMPTS) throw error;
    }
  }
}
