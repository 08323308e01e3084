import { execFile } from "node:child_process";
import { rm } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);
const REMOVAL = { recursive: true, force: true, maxRetries: 3, retryDelay: 200 } as const;

/**
 * Removes a directory that an action has worked in, whatever it has left there: directories closed to their owner, as
 * those of Go's module cache are for writing, and trees deeper than a path may be long, which Node cannot take away.
 */
export async function removeDirectory(directory: string): Promise<void> {
  try {
    await rm(directory, REMOVAL);
  } catch {
    // Neither command follows a link. What chmod may not change, rm says.
    await run("chmod", ["-R", "u+rwx", "--", directory]).catch(() => undefined);
    await run("rm", ["-rf", "--", directory]);
  }
}
