import { CONTAINER_FILES } from "./container-files";
import {
  awsAction,
  codeBuild,
  codeCommitSource,
  NEEDS_CODECOMMIT,
  NEEDS_PROJECT,
  pipelineOf,
  stageOf,
  type PipelineTemplate,
} from "./template";

export const containerToEcs: PipelineTemplate = {
  id: "container-to-ecs",
  name: "Container to ECS",
  description: "Builds an image, pushes it to ECR, and rolls it out to an ECS service.",
  needs: [NEEDS_CODECOMMIT, `${NEEDS_PROJECT}, with privileged mode for Docker`, "An ECR repository", "An ECS service"],
  build: (basics) =>
    pipelineOf(basics, [
      stageOf("Source", codeCommitSource(basics.name)),
      stageOf("Build", codeBuild(basics.name)),
      {
        ...stageOf("Deploy", {
          name: "RollOut",
          actionTypeId: awsAction("Deploy", "ECS"),
          configuration: {
            ClusterName: "production",
            ServiceName: basics.name,
            FileName: "imagedefinitions.json",
            DeploymentTimeout: "15",
          },
          inputArtifacts: [{ name: "BuildOutput" }],
        }),
        onFailure: { result: "ROLLBACK" },
      },
    ]),
  starter: (name) => ({ repository: name, files: CONTAINER_FILES }),
};
