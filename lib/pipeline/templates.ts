import type { ActionDeclaration, PipelineDeclaration, StageDeclaration } from "./declaration";
import { newDraft, type PipelineBasics } from "./edits/new-draft";

/** A pipeline to start from. Every name it needs is taken from the pipeline's own, to be changed in the inspector. */
export interface PipelineTemplate {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  build(basics: PipelineBasics): PipelineDeclaration;
}

export const PIPELINE_TEMPLATES: readonly PipelineTemplate[] = [
  {
    id: "build-approve-deploy",
    name: "Build, approve, deploy",
    description: "CodeCommit starts it, CodeBuild builds, a person approves, CodeDeploy deploys.",
    build: (basics) =>
      pipelineOf(basics, [
        stageOf("Source", {
          name: "Checkout",
          actionTypeId: awsAction("Source", "CodeCommit"),
          configuration: { RepositoryName: basics.name, BranchName: "main" },
          outputArtifacts: [{ name: "SourceOutput" }],
          namespace: "source",
        }),
        stageOf("Build", {
          name: "Build",
          actionTypeId: awsAction("Build", "CodeBuild"),
          configuration: { ProjectName: basics.name },
          inputArtifacts: [{ name: "SourceOutput" }],
          outputArtifacts: [{ name: "BuildOutput" }],
          namespace: "build",
        }),
        stageOf("Approval", {
          name: "Approve",
          actionTypeId: awsAction("Approval", "Manual"),
          configuration: { CustomData: "Release #{source.CommitId} of #{source.BranchName}?" },
        }),
        stageOf("Deploy", {
          name: "Deploy",
          actionTypeId: awsAction("Deploy", "CodeDeploy"),
          configuration: { ApplicationName: basics.name, DeploymentGroupName: "production" },
          inputArtifacts: [{ name: "BuildOutput" }],
        }),
      ]),
  },
];

function pipelineOf(basics: PipelineBasics, stages: StageDeclaration[]): PipelineDeclaration {
  return { ...newDraft(basics), stages };
}

function stageOf(name: string, action: ActionDeclaration): StageDeclaration {
  return { name, actions: [{ ...action, runOrder: 1 }] };
}

function awsAction(
  category: ActionDeclaration["actionTypeId"]["category"],
  provider: string,
): ActionDeclaration["actionTypeId"] {
  return { category, owner: "AWS", provider, version: "1" };
}
