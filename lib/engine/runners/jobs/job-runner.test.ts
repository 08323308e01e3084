import {
  CodePipelineClient,
  CreateCustomActionTypeCommand,
  CreatePipelineCommand,
  GetActionTypeCommand,
  PollForJobsCommand,
  PollForThirdPartyJobsCommand,
  UpdateActionTypeCommand,
  type PipelineDeclaration,
} from "@aws-sdk/client-codepipeline";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { declarePipeline, declareStage } from "../../testing/declare-pipeline";
import { startRunningEngine, type RunningEngine } from "../testing/running-engine";

let test: RunningEngine;
let client: CodePipelineClient;

beforeEach(async () => {
  test = await startRunningEngine();
  client = new CodePipelineClient(test.clientConfig);
});
afterEach(async () => {
  client.destroy();
  await test.dispose();
});

const atMost = { timeout: 10_000, interval: 50 };
const approval = {
  name: "Approve",
  actionTypeId: { category: "Approval", owner: "AWS", provider: "Manual", version: "1" },
} as const;

async function start(stages: ReturnType<typeof declarePipeline>["stages"]): Promise<void> {
  // The same shape, other enum types.
  const pipeline = { ...declarePipeline([]), stages } as PipelineDeclaration;
  await client.send(new CreatePipelineCommand({ pipeline }));
}

it.each(["CodeCommit", "CodeStarSourceConnection", "GitHub", "S3", "ECR"])(
  "has a source of one's own wait for its worker, though it is named as AWS's: %s",
  async (provider) => {
    const actionTypeId = { category: "Source", owner: "Custom", provider, version: "1" } as const;
    await client.send(
      new CreateCustomActionTypeCommand({
        ...actionTypeId,
        inputArtifactDetails: { minimumCount: 0, maximumCount: 0 },
        outputArtifactDetails: { minimumCount: 1, maximumCount: 1 },
      }),
    );
    const source = { name: "Fetch", actionTypeId, outputArtifacts: [{ name: "Fetched" }] };
    await start([declareStage("Source", [source]), declareStage("Release", [approval])]);
    await vi.waitFor(async () => {
      const { jobs } = await client.send(new PollForJobsCommand({ actionTypeId }));
      expect(jobs).toMatchObject([{ data: { pipelineContext: { action: { name: "Fetch" } } } }]);
    }, atMost);
  },
);

it("has an action that is simulated wait for its partner's worker, once its type was updated", async () => {
  const actionTypeId = { category: "Deploy", owner: "ThirdParty", provider: "AlexaSkillsKit", version: "1" } as const;
  const { actionType } = await client.send(new GetActionTypeCommand(actionTypeId));
  await client.send(new UpdateActionTypeCommand({ actionType }));
  const configuration = { ClientId: "shop", ClientSecret: "secret", RefreshToken: "token", SkillId: "skill" };
  const deploy = { name: "Publish", actionTypeId, configuration, inputArtifacts: [{ name: "Fetched" }] };
  await test.writeFiles("s3/sources", { "shop.zip": "PK" });
  const source = {
    name: "Fetch",
    actionTypeId: { category: "Source", owner: "AWS", provider: "S3", version: "1" } as const,
    configuration: { S3Bucket: "sources", S3ObjectKey: "shop.zip", PollForSourceChanges: "false" },
    outputArtifacts: [{ name: "Fetched" }],
  };
  await start([declareStage("Source", [source]), declareStage("Release", [deploy])]);
  await vi.waitFor(async () => {
    const { jobs } = await client.send(new PollForThirdPartyJobsCommand({ actionTypeId }));
    expect(jobs).toHaveLength(1);
  }, atMost);
});
