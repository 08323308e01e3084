import { z } from "zod";
import { ActionFailure } from "../../action-failure";
import { readJsonFile } from "../read-json-file";
import type { SimulatedProvider } from "../simulated-provider";

const MOST_BYTES = 100 * 1024;
const LONGEST_MINUTES = 60;

const imageDefinitions = z.array(z.looseObject({ name: z.string().min(1), imageUri: z.string().min(1) })).min(1);

/** Plays the ECS standard deployment: the image definitions are read and held against their format. */
export const ecs: SimulatedProvider = async ({ job, files, note }) => {
  const { ClusterName, ServiceName, FileName, DeploymentTimeout } = job.configuration;
  if (DeploymentTimeout && !(/^\d{1,3}$/.test(DeploymentTimeout) && inMinutes(DeploymentTimeout))) {
    throw new ActionFailure(
      "ConfigurationError",
      `DeploymentTimeout ${DeploymentTimeout} must be from 1 to ${LONGEST_MINUTES} minutes.`,
    );
  }
  const artifactName = files.primary;
  const definitions = await readJsonFile(files, {
    artifactName,
    file: FileName || "imagedefinitions.json",
    key: "FileName",
    mostBytes: MOST_BYTES,
    schema: imageDefinitions,
    shape: "a JSON array of {name, imageUri}, one for each container",
  });
  for (const { name, imageUri } of definitions) note(`Container ${name}: ${imageUri}`);
  const images = definitions.map(({ name, imageUri }) => `${name} as ${imageUri}`).join(", ");
  return { done: `service ${ServiceName} of cluster ${ClusterName} was updated: ${images}` };
};

function inMinutes(text: string): boolean {
  const minutes = Number(text);
  return minutes >= 1 && minutes <= LONGEST_MINUTES;
}
