import { ArtifactError } from "../../artifacts/artifact-error";
import { cloneInto, readCloneReference } from "../git-source/clone-reference";
import type { GitMirrors } from "../git-source/git-mirrors";
import type { UnpackInput } from "./prepare-source";

/** Unpacks an archive; what is none may refer to a commit, which is cloned. */
export function createUnpackInput(mirrors: GitMirrors): UnpackInput {
  return async ({ location }, directory, context, note) => {
    try {
      const onLeftOut = (name: string): void => note(`Left out ${name}: it is a link that leads outside the artifact`);
      await context.artifacts.extract(location, directory, onLeftOut);
    } catch (error) {
      if (!(error instanceof ArtifactError)) throw error;
      const reference = await readCloneReference(await context.artifacts.pathOf(location));
      if (reference === null) throw error;
      await cloneInto(directory, reference, mirrors, context);
    }
  };
}
