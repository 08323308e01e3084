import "server-only";
import type { PipelineDeclaration } from "@/lib/pipeline/declaration";

/** One word for the program, its repository, its build project and its application. */
export const SAMPLE_NAME = "hello-web";
export const SAMPLE_DEPLOYMENT_GROUP = "local";

/** From a commit to a running program, with a person in between. */
export const SAMPLE_PIPELINE: PipelineDeclaration = {
  name: SAMPLE_NAME,
  pipelineType: "V2",
  executionMode: "SUPERSEDED",
  roleArn: "arn:aws:iam::000000000000:role/penstock-sample",
  artifactStore: { type: "S3", location: "penstock-artifacts" },
  stages: [
    {
      name: "Source",
      actions: [
        {
          name: "Checkout",
          actionTypeId: { category: "Source", owner: "AWS", provider: "CodeCommit", version: "1" },
          runOrder: 1,
          namespace: "source",
          configuration: { RepositoryName: SAMPLE_NAME, BranchName: "main", PollForSourceChanges: "true" },
          outputArtifacts: [{ name: "SourceOutput" }],
        },
      ],
    },
    {
      name: "Build",
      actions: [
        {
          name: "TestAndBuild",
          actionTypeId: { category: "Build", owner: "AWS", provider: "CodeBuild", version: "1" },
          runOrder: 1,
          namespace: "build",
          configuration: { ProjectName: SAMPLE_NAME },
          inputArtifacts: [{ name: "SourceOutput" }],
          outputArtifacts: [{ name: "BuildOutput" }],
        },
      ],
    },
    {
      name: "Deploy",
      actions: [
        {
          name: "Approve",
          actionTypeId: { category: "Approval", owner: "AWS", provider: "Manual", version: "1" },
          runOrder: 1,
          configuration: { CustomData: "Release #{build.RELEASE}: #{source.CommitMessage}" },
        },
        {
          name: "Deploy",
          actionTypeId: { category: "Deploy", owner: "AWS", provider: "CodeDeploy", version: "1" },
          runOrder: 2,
          configuration: { ApplicationName: SAMPLE_NAME, DeploymentGroupName: SAMPLE_DEPLOYMENT_GROUP },
          inputArtifacts: [{ name: "BuildOutput" }],
        },
      ],
    },
  ],
};
