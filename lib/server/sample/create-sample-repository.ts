import "server-only";
import { execFile } from "node:child_process";
import { cp, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/**
 * Makes a Git repository in `directory` out of the files in `sourceDirectory`, with one commit on `main`, set to serve
 * on a port that is free now. It appears whole or not at all; one that is there already stays as it is.
 */
export async function createSampleRepository(sourceDirectory: string, directory: string): Promise<void> {
  const unfinished = `${directory}.new`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(path.dirname(unfinished), { recursive: true });
  await cp(sourceDirectory, unfinished, { recursive: true });
  await writeFile(path.join(unfinished, "config.json"), `${JSON.stringify({ port: await findFreePort() })}\n`);
  const git = (...args: string[]) => run("git", ["-C", unfinished, ...args]);
  await git("init", "--quiet", "--initial-branch=main");
  await git("config", "user.name", "Penstock sample");
  await git("config", "user.email", "sample@penstock.invalid");
  await git("add", "--all");
  await git("commit", "--quiet", "--message=Say hello");
  await rename(unfinished, directory);
}

async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("The sample found no free port.");
  return address.port;
}
