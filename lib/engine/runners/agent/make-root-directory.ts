import { mkdir } from "node:fs/promises";
import { ActionFailure } from "../action-failure";

/**
 * Makes the directory that plays an instance, if it is not there yet.
 * @throws ActionFailure that names the target, for a place where nothing can be made
 */
export async function makeRootDirectory(target: {
  readonly name: string;
  readonly rootDirectory: string;
}): Promise<void> {
  try {
    await mkdir(target.rootDirectory, { recursive: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ActionFailure(
      "ConfigurationError",
      `The root directory ${target.rootDirectory} of target ${target.name} cannot be made: ${reason}. Correct it under Settings, Local resources.`,
      { cause: error },
    );
  }
}
