import { open, readFile } from "node:fs/promises";
import { z } from "zod";
import { CLONE_REFERENCE_START } from "../../artifacts/unpack-zip";
import { ActionFailure } from "../action-failure";
import type { RunnerContext } from "../runner";
import { git } from "./git-command";
import { fetchRefs, type GitMirrors } from "./git-mirrors";
import { findRepository } from "./find-repository";

/**
 * What a source action puts out under CODEBUILD_CLONE_REF instead of files: which commit of which repository to clone.
 * The repository goes by its registered name, so an artifact can only ever point at what was registered.
 */
const cloneReference = z.object({
  cloneReference: z.object({
    repositoryName: z.string(),
    branch: z.string(),
    commitId: z.string().regex(/^[0-9a-f]{40,64}$/),
  }),
});
export type CloneReference = z.infer<typeof cloneReference>;

/** The reference in an artifact, or null when the artifact is anything else. */
export async function readCloneReference(file: string): Promise<CloneReference | null> {
  const length = CLONE_REFERENCE_START.length;
  const handle = await open(file);
  try {
    const { buffer } = await handle.read({ buffer: Buffer.alloc(length), length, position: 0 });
    if (buffer.toString() !== CLONE_REFERENCE_START) return null;
  } finally {
    await handle.close();
  }
  return cloneReference.safeParse(parseJson(await readFile(file, "utf8"))).data ?? null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Makes a full clone with its history, at the commit, on its branch. */
export async function cloneInto(
  directory: string,
  { cloneReference: { repositoryName, branch, commitId } }: CloneReference,
  mirrors: GitMirrors,
  context: RunnerContext,
): Promise<void> {
  const { url } = await findRepository(repositoryName, context.resources);
  await mirrors.withMirror(url, context, async (mirror) => {
    await fetchRefs(mirror, context).catch((error: unknown) => {
      throw new ActionFailure(
        "RevisionUnavailable",
        `Repository ${repositoryName} cannot be cloned: ${messageOf(error)}.`,
      );
    });
    await git(["clone", "--quiet", "--no-hardlinks", "--no-checkout", "--", mirror.directory, directory], context);
  });
  await git(["-C", directory, "checkout", "--quiet", "-B", branch, commitId, "--"], context);
  await git(["-C", directory, "remote", "set-url", "--", "origin", url], context);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
