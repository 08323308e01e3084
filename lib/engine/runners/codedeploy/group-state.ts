import path from "node:path";
import { z } from "zod";
import { findText } from "../../is-missing";
import { replaceFile } from "../../replace-file";

const groupState = z.object({
  /** What a rollback deploys again. */
  lastSuccessful: z
    .object({
      deploymentId: z.string(),
      bundle: z.object({
        artifactName: z.string(),
        location: z.object({ bucket: z.string(), key: z.string() }),
        etag: z.string(),
        version: z.string(),
      }),
    })
    .nullable(),
  /** Blue/green: who takes the traffic. */
  live: z.enum(["targets", "replacementTargets"]),
});
export type GroupState = z.infer<typeof groupState>;

const FRESH: GroupState = { lastSuccessful: null, live: "targets" };

/** What is remembered of a deployment group between deployments. @param directory the group's own */
export async function readGroupState(directory: string): Promise<GroupState> {
  const text = await findText(fileIn(directory));
  return text === null ? FRESH : groupState.parse(JSON.parse(text));
}

export async function saveGroupState(directory: string, state: GroupState): Promise<void> {
  await replaceFile(fileIn(directory), JSON.stringify(state));
}

/** Beside the folders of the targets, whose names hold no dot. */
function fileIn(directory: string): string {
  return path.join(directory, "group.json");
}
