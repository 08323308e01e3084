import {
  codeBuild,
  codeCommitSource,
  codeDeploy,
  manualApproval,
  NEEDS_CODECOMMIT,
  NEEDS_PROJECT,
  pipelineOf,
  stageOf,
  type PipelineTemplate,
} from "./template";
import { WEB_APP_FILES } from "./web-app-files";

export const codeDeployFleet: PipelineTemplate = {
  id: "codedeploy-fleet",
  name: "CodeDeploy fleet with approval",
  description: "Deploys to a staging fleet, asks a person, then to production, and rolls back what fails.",
  needs: [NEEDS_CODECOMMIT, NEEDS_PROJECT, "A CodeDeploy application with deployment groups staging and production"],
  build: (basics) =>
    pipelineOf(
      basics,
      [
        stageOf("Source", codeCommitSource(basics.name)),
        stageOf("Build", codeBuild(basics.name)),
        stageOf("Staging", { ...codeDeploy(basics.name, "staging"), name: "DeployStaging" }),
        {
          ...stageOf("Production", manualApproval("Bring #{source.CommitId} to production? #{source.CommitMessage}"), {
            ...codeDeploy(basics.name, "production"),
            name: "DeployProduction",
          }),
          onFailure: { result: "ROLLBACK" },
        },
      ],
      { executionMode: "QUEUED" },
    ),
  starter: (name) => ({
    repository: name,
    files: WEB_APP_FILES,
    deploymentGroups: {
      [`${name}/staging`]: ["staging-1"],
      [`${name}/production`]: ["production-1", "production-2"],
    },
  }),
};
