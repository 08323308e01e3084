import { CONTAINER_FILES } from "./container-files";
import {
  awsAction,
  codeBuild,
  codeCommitSource,
  manualApproval,
  NEEDS_CODECOMMIT,
  NEEDS_PROJECT,
  pipelineOf,
  stageOf,
  type PipelineTemplate,
} from "./template";

export const blueGreenEcs: PipelineTemplate = {
  id: "blue-green-ecs",
  name: "Blue/green on ECS",
  description: "Starts a new task set beside the old one and lets CodeDeploy shift the traffic.",
  needs: [
    NEEDS_CODECOMMIT,
    `${NEEDS_PROJECT}, with privileged mode for Docker`,
    "An ECS service with two target groups, and a CodeDeploy application and group for it",
  ],
  build: (basics) =>
    pipelineOf(basics, [
      stageOf("Source", codeCommitSource(basics.name)),
      stageOf("Build", codeBuild(basics.name)),
      {
        ...stageOf("Deploy", manualApproval("Shift traffic to #{build.IMAGE_URI}?"), {
          name: "ShiftTraffic",
          actionTypeId: awsAction("Deploy", "CodeDeployToECS"),
          configuration: {
            ApplicationName: basics.name,
            DeploymentGroupName: `${basics.name}-blue-green`,
            TaskDefinitionTemplateArtifact: "BuildOutput",
            TaskDefinitionTemplatePath: "taskdef.json",
            AppSpecTemplateArtifact: "BuildOutput",
            AppSpecTemplatePath: "appspec.yaml",
            Image1ArtifactName: "BuildOutput",
            Image1ContainerName: "IMAGE1_NAME",
          },
          inputArtifacts: [{ name: "BuildOutput" }],
        }),
        onFailure: { result: "ROLLBACK" },
      },
    ]),
  starter: (name) => ({ repository: name, files: CONTAINER_FILES }),
};
