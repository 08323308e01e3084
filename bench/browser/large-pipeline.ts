import { type ActionDeclaration, CreatePipelineCommand, type PipelineDeclaration } from "@aws-sdk/client-codepipeline";
import type { Page } from "playwright";
import { engineClient } from "@/scripts/testing/engine-client";
import type { Stack } from "@/scripts/testing/stack";

const STAGES = 50;
const ACTIONS_PER_STAGE = 10;
const NAME = "fifty-stages";

/** Creates 50 stages with 500 actions on the local engine. @returns the address of their editor */
export async function createLargePipeline(page: Page, stack: Stack): Promise<string> {
  const { client } = await engineClient(stack.dataDir);
  await client.send(new CreatePipelineCommand({ pipeline: largePipeline() }));
  // The workspace learns of it as of any other pipeline of a connection.
  const api = `${stack.url}/api/pipelines/local/${NAME}`;
  for (let tries = 0; tries < 300; tries += 1) {
    if ((await page.request.get(api)).ok()) return `${stack.url}/pipelines/local/${NAME}/edit`;
    await page.waitForTimeout(200);
  }
  throw new Error(`The workspace does not know ${NAME} after 60 s.`);
}

export function largePipeline(): PipelineDeclaration {
  return {
    name: NAME,
    pipelineType: "V2",
    roleArn: "arn:aws:iam::000000000000:role/bench",
    artifactStore: { type: "S3", location: "bench-artifacts" },
    stages: Array.from({ length: STAGES }, (_, stage) => ({
      name: `Stage${stage}`,
      actions: Array.from({ length: ACTIONS_PER_STAGE }, (_unused, index) =>
        stage === 0 ? source(index) : build(stage, index),
      ),
    })),
  };
}

function source(index: number): ActionDeclaration {
  return {
    name: `Action0x${index}`,
    actionTypeId: { category: "Source", owner: "AWS", provider: "CodeCommit", version: "1" },
    configuration: { RepositoryName: `repository-${index}`, BranchName: "main", PollForSourceChanges: "false" },
    outputArtifacts: [{ name: `Source${index}` }],
  };
}

function build(stage: number, index: number): ActionDeclaration {
  return {
    name: `Action${stage}x${index}`,
    actionTypeId: { category: "Build", owner: "AWS", provider: "CodeBuild", version: "1" },
    runOrder: (index % 3) + 1,
    configuration: { ProjectName: `project-${stage}-${index}` },
    inputArtifacts: [{ name: `Source${index}` }],
  };
}
