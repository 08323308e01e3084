import { cloneInto, readCloneReference } from "../git-source/clone-reference";
import type { GitMirrors } from "../git-source/git-mirrors";
import type { UnpackInput } from "./prepare-source";

/** Unpacks an archive, or clones the commit that the artifact refers to. */
export function createUnpackInput(mirrors: GitMirrors): UnpackInput {
  return async ({ location }, directory, context) => {
    const reference = await readCloneReference(await context.artifacts.pathOf(location));
    if (reference) await cloneInto(directory, reference, mirrors, context);
    else await context.artifacts.extract(location, directory);
  };
}
