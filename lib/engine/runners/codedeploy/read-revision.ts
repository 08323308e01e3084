import { readFile, realpath } from "node:fs/promises";
import path from "node:path";
import { exists, isMissing } from "../../is-missing";
import { ActionFailure } from "../action-failure";
import { SpecError } from "../spec-file/parse-spec";
import { parseAppspec, type Appspec } from "./appspec";

/** An unpacked revision: its directory, without links on the way, and its appspec. */
export interface Revision {
  readonly directory: string;
  readonly appspec: Appspec;
}

/** Reads the appspec of an unpacked revision. @throws ActionFailure that names what is missing or wrong */
export async function readRevision(bundle: string, artifactName: string): Promise<Revision> {
  const appspec = await readAppspec(bundle, artifactName);
  return { directory: await realpath(bundle), appspec };
}

async function readAppspec(directory: string, artifactName: string): Promise<Appspec> {
  try {
    return parseAppspec(await readFile(path.join(directory, "appspec.yml"), "utf8"));
  } catch (error) {
    if (error instanceof SpecError) throw new ActionFailure("JobFailed", `${error.message}.`, { cause: error });
    if (!isMissing(error)) throw error;
    const misnamed = await exists(path.join(directory, "appspec.yaml"));
    const advice = misnamed
      ? "It has appspec.yaml; rename it, CodeDeploy reads only appspec.yml."
      : "Add it to the repository, and to the artifacts of the build that makes this artifact.";
    throw new ActionFailure("JobFailed", `Artifact ${artifactName} has no appspec.yml at its root. ${advice}`, {
      cause: error,
    });
  }
}
