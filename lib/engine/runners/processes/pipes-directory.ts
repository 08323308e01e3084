import { createHash } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { hostname } from "node:os";
import path from "node:path";

/** In memory on Linux. */
const MEMORY = "/dev/shm";

/**
 * Makes a directory for the names of pipes that is the engine's alone: in memory, because on a disk a name that comes and
 * goes slows all that are made after it, and in the data directory where that cannot be. What an engine of the same data
 * directory left there when it was killed is removed.
 */
export async function makePipesDirectory(dataDirectory: string): Promise<string> {
  const owner = createHash("sha256")
    .update(`${hostname()}:${path.resolve(dataDirectory)}`)
    .digest("hex")
    .slice(0, 16);
  const prefix = `penstock-${owner}-`;
  try {
    const left = (await readdir(MEMORY)).filter((name) => name.startsWith(prefix));
    // One of somebody else's stays: its name says nothing about whose it is.
    for (const name of left) await rm(path.join(MEMORY, name), { recursive: true }).catch(() => undefined);
    return await mkdtemp(path.join(MEMORY, prefix));
  } catch {
    return path.join(dataDirectory, "pipes");
  }
}
