import {
  CloudFormationClient,
  CreateChangeSetCommand,
  CreateStackCommand,
  DeleteChangeSetCommand,
  DescribeChangeSetCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  GetTemplateCommand,
  ListChangeSetsCommand,
  type CreateChangeSetCommandInput,
} from "@aws-sdk/client-cloudformation";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startRunningEngine, type RunningEngine } from "../runners/testing/running-engine";
import { pipelineTemplate } from "../testing/pipeline-template";

const NAMED = { StackName: "shop", ChangeSetName: "release" };

let running: RunningEngine;
let client: CloudFormationClient;
beforeEach(async () => {
  running = await startRunningEngine();
  client = new CloudFormationClient(running.clientConfig);
});
afterEach(() => running.dispose());

async function prepare(TemplateBody: string, rest: Partial<CreateChangeSetCommandInput> = {}) {
  const input = { ...NAMED, TemplateBody, Capabilities: ["CAPABILITY_IAM" as const], ...rest };
  await client.send(new CreateChangeSetCommand(input));
  return client.send(new DescribeChangeSetCommand(NAMED));
}

const statusOf = async () =>
  (await client.send(new DescribeStacksCommand({ StackName: "shop" }))).Stacks?.[0]?.StackStatus;
const changesOf = ({ Changes = [] }: Awaited<ReturnType<typeof prepare>>) =>
  Changes.map(({ ResourceChange: change }) =>
    `${change?.Action} ${change?.LogicalResourceId} ${change?.Replacement ?? ""}`.trim(),
  );

describe("a change set", () => {
  it("makes a stack once it is run", async () => {
    const changeSet = await prepare(pipelineTemplate({ name: "web" }), { ChangeSetType: "CREATE" });
    expect(changeSet).toMatchObject({
      Status: "CREATE_COMPLETE",
      ExecutionStatus: "AVAILABLE",
      ChangeSetId: expect.stringMatching(
        /^arn:aws:cloudformation:us-east-1:000000000001:changeSet\/release\/[0-9a-f-]{36}$/,
      ),
    });
    expect(changesOf(changeSet)).toEqual(["Add Role", "Add Bucket", "Add Pipeline"]);
    expect(await statusOf()).toBe("REVIEW_IN_PROGRESS");
    expect(running.engine.stateOf("web")).toBeUndefined();
    const { Summaries } = await client.send(new ListChangeSetsCommand({ StackName: "shop" }));
    expect(Summaries).toMatchObject([{ ChangeSetName: "release" }]);
    await client.send(new ExecuteChangeSetCommand(NAMED));
    expect(await statusOf()).toBe("CREATE_COMPLETE");
    expect(running.engine.stateOf("web")).toBeDefined();
    await expect(client.send(new DescribeChangeSetCommand(NAMED))).rejects.toMatchObject({
      name: "ChangeSetNotFoundException",
      $metadata: { httpStatusCode: 404 },
    });
  });

  it("says what it would change, replace and remove", async () => {
    const topic = { Type: "AWS::SNS::Topic" };
    const TemplateBody = pipelineTemplate({ name: "web", resources: { Topic: topic } });
    await client.send(new CreateStackCommand({ StackName: "shop", TemplateBody, Capabilities: ["CAPABILITY_IAM"] }));
    const changed = await prepare(
      pipelineTemplate({ name: "web", comment: "again", resources: { Queue: { Type: "AWS::SQS::Queue" } } }),
    );
    expect(changesOf(changed)).toEqual(["Modify Pipeline False", "Add Queue", "Remove Topic"]);
    const details = changed.Changes?.[0]?.ResourceChange?.Details;
    expect(details).toMatchObject([{ Target: { Attribute: "Properties", Name: "Stages" } }]);
    await client.send(new DeleteChangeSetCommand(NAMED));
    expect(changesOf(await prepare(pipelineTemplate({ name: "other", resources: { Topic: topic } })))).toEqual([
      "Modify Pipeline True",
    ]);
    const { TemplateBody: kept } = await client.send(new GetTemplateCommand(NAMED));
    expect(kept).toContain('"other"');
  });

  it("without changes says so in the words that clients look for, and cannot be run", async () => {
    const TemplateBody = pipelineTemplate();
    await client.send(new CreateStackCommand({ StackName: "shop", TemplateBody, Capabilities: ["CAPABILITY_IAM"] }));
    expect(await prepare(TemplateBody)).toMatchObject({
      Status: "FAILED",
      ExecutionStatus: "UNAVAILABLE",
      StatusReason: expect.stringContaining("The submitted information didn't contain changes."),
    });
    await expect(client.send(new ExecuteChangeSetCommand(NAMED))).rejects.toMatchObject({
      name: "InvalidChangeSetStatusException",
    });
  });

  it("of a stack that is not there, or is there already, is refused", async () => {
    await expect(prepare(pipelineTemplate())).rejects.toThrow("Stack [shop] does not exist");
    const StackName = "arn:aws:cloudformation:us-east-1:000000000001:stack/shop/0a1b2c3d";
    await expect(prepare(pipelineTemplate(), { StackName, ChangeSetType: "CREATE" })).rejects.toThrow("does not exist");
    const TemplateBody = pipelineTemplate();
    await client.send(new CreateStackCommand({ StackName: "shop", TemplateBody, Capabilities: ["CAPABILITY_IAM"] }));
    await expect(prepare(pipelineTemplate(), { ChangeSetType: "CREATE" })).rejects.toThrow("already exists");
    await prepare(pipelineTemplate({ comment: "again" }));
    await expect(prepare(pipelineTemplate({ comment: "again" }))).rejects.toMatchObject({
      name: "AlreadyExistsException",
    });
  });

  it("that was not there is deleted already", async () => {
    await prepare(pipelineTemplate(), { ChangeSetType: "CREATE" });
    await client.send(new DeleteChangeSetCommand({ ...NAMED, ChangeSetName: "other" }));
    await expect(client.send(new DescribeChangeSetCommand({ ...NAMED, ChangeSetName: "other" }))).rejects.toMatchObject(
      { name: "ChangeSetNotFoundException" },
    );
  });
});
