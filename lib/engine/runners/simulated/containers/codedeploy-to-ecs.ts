import { z } from "zod";
import { ActionFailure } from "../../action-failure";
import { deploymentIdOf } from "../../codedeploy/deployment";
import { readJsonFile } from "../read-json-file";
import type { SimulatedProvider, SimulatedWork } from "../simulated-provider";
import { readEcsAppspec } from "./ecs-appspec";

const MOST_INPUT_MEBIBYTES = 3;
const MOST_BYTES = MOST_INPUT_MEBIBYTES * 1024 ** 2;
const TASK_DEFINITION_PLACEHOLDER = "<TASK_DEFINITION>";
const FAMILIES = "task-definitions";

const imageDetail = z.looseObject({ ImageURI: z.string().min(1) });
const taskDefinition = z.looseObject({
  family: z.string().regex(/^[A-Za-z0-9_-]{1,255}$/),
  containerDefinitions: z.array(z.looseObject({ name: z.string().min(1), image: z.string().min(1) })).min(1),
});
const family = z.object({ revision: z.number() });

/**
 * Plays the blue/green deployment to ECS: images go into the task definition, the task definition gets a revision, its
 * ARN goes into the appspec. No task set is made.
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECSbluegreen.html
 */
export const codeDeployToEcs: SimulatedProvider = async (work) => {
  const { job, files, note } = work;
  const { configuration } = job;
  await files.limitEach(MOST_INPUT_MEBIBYTES);
  const images = await readImages(work);
  const task = await readTaskDefinition(work, images);
  const artifactName = configuration["AppSpecTemplateArtifact"] ?? "";
  const file = configuration["AppSpecTemplatePath"] || "appspec.yaml";
  const text = await files.read(artifactName, file, { key: "AppSpecTemplatePath", mostBytes: MOST_BYTES });
  if (!text.includes(TASK_DEFINITION_PLACEHOLDER)) {
    throw new ActionFailure(
      "JobFailed",
      `File [${file}] in artifact [${artifactName}] does not hold ${TASK_DEFINITION_PLACEHOLDER}, which the new task definition replaces.`,
    );
  }
  const before = await work.state.find(family, FAMILIES, keyOf(work, task.family));
  const revision = (before?.revision ?? 0) + 1;
  const taskDefinitionArn = `arn:aws:ecs:${job.region}:${job.accountId}:task-definition/${task.family}:${revision}`;
  const service = readEcsAppspec(text.replaceAll(TASK_DEFINITION_PLACEHOLDER, taskDefinitionArn), file);
  const { containerName, containerPort } = service;
  if (!task.containerDefinitions.some(({ name }) => name === containerName)) {
    throw new ActionFailure(
      "JobFailed",
      `File [${file}]: LoadBalancerInfo names container ${containerName}, which the task definition does not have.`,
    );
  }
  for (const { name, image } of task.containerDefinitions) note(`Container ${name}: ${image}`);
  for (const hook of service.hooks) note(`Hook ${hook} is not called`);
  const group = `${configuration["ApplicationName"]}/${configuration["DeploymentGroupName"]}`;
  return {
    done: `task definition ${task.family}:${revision} was registered and deployed through ${group}, traffic to ${containerName}:${containerPort}`,
    async succeed() {
      await work.state.put(FAMILIES, keyOf(work, task.family), { revision });
      return { externalExecutionId: deploymentIdOf(work.newId()) };
    },
  };
};

/** By placeholder, `<IMAGE1_NAME>`: the image that replaces it. */
async function readImages({ job, files }: SimulatedWork): Promise<ReadonlyMap<string, string>> {
  const images = new Map<string, string>();
  for (const number of [1, 2, 3, 4]) {
    const key = `Image${number}ArtifactName`;
    const artifactName = job.configuration[key];
    const containerName = job.configuration[`Image${number}ContainerName`];
    if (!artifactName && !containerName) continue;
    if (!artifactName || !containerName) {
      throw new ActionFailure(
        "ConfigurationError",
        `Image${number}ArtifactName and Image${number}ContainerName belong together; give both or none.`,
      );
    }
    const { ImageURI } = await readJsonFile(files, {
      artifactName,
      file: "imageDetail.json",
      key,
      mostBytes: MOST_BYTES,
      schema: imageDetail,
      shape: "a JSON object with ImageURI",
    });
    images.set(`<${containerName}>`, ImageURI);
  }
  return images;
}

async function readTaskDefinition({ job, files }: SimulatedWork, images: ReadonlyMap<string, string>) {
  const artifactName = job.configuration["TaskDefinitionTemplateArtifact"] ?? "";
  const file = job.configuration["TaskDefinitionTemplatePath"] || "taskdef.json";
  const task = await readJsonFile(files, {
    artifactName,
    file,
    key: "TaskDefinitionTemplatePath",
    mostBytes: MOST_BYTES,
    schema: taskDefinition,
    shape: "a task definition: a JSON object with family and containerDefinitions, each with name and image",
  });
  const used = new Set<string>();
  const containerDefinitions = task.containerDefinitions.map((container) => {
    const image = images.get(container.image);
    if (image !== undefined) used.add(container.image);
    return { ...container, image: image ?? container.image };
  });
  const unused = [...images.keys()].find((placeholder) => !used.has(placeholder));
  if (unused !== undefined) {
    throw new ActionFailure(
      "JobFailed",
      `File [${file}] in artifact [${artifactName}] has no container whose image is ${unused}. Put the placeholder there, or correct Image…ContainerName.`,
    );
  }
  const left = containerDefinitions.find(({ image }) => /^<.*>$/.test(image));
  if (!left) return { ...task, containerDefinitions };
  throw new ActionFailure(
    "JobFailed",
    `File [${file}]: nothing replaces the image ${left.image} of container ${left.name}. Name it in Image1ContainerName, and its artifact in Image1ArtifactName.`,
  );
}

function keyOf({ job }: SimulatedWork, name: string): string {
  return `${job.accountId}/${job.region}/${name}`;
}
