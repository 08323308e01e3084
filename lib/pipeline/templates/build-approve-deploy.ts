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

export const buildApproveDeploy: PipelineTemplate = {
  id: "build-approve-deploy",
  name: "Build, approve, deploy",
  description: "CodeCommit starts it, CodeBuild builds, a person approves, CodeDeploy deploys.",
  needs: [NEEDS_CODECOMMIT, NEEDS_PROJECT, "A CodeDeploy application with a deployment group production"],
  build: (basics) =>
    pipelineOf(basics, [
      stageOf("Source", codeCommitSource(basics.name)),
      stageOf("Build", codeBuild(basics.name)),
      stageOf("Approval", manualApproval("Release #{source.CommitId} of #{source.BranchName}?")),
      stageOf("Deploy", codeDeploy(basics.name, "production")),
    ]),
  starter: (name) => ({
    repository: name,
    files: WEB_APP_FILES,
    deploymentGroups: { [`${name}/production`]: ["production-1"] },
  }),
};
