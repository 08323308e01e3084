import { DescribeStackResourceCommand } from "@aws-sdk/client-cloudformation";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { pipelineTemplate, WEBHOOK_RESOURCE } from "../testing/pipeline-template";
import { StackHarness } from "../testing/stack-harness";

let harness: StackHarness;
beforeEach(async () => {
  harness = await StackHarness.start();
});
afterEach(() => harness.dispose());

const keep = (values: Readonly<Record<string, unknown>>) =>
  writeFile(path.join(harness.running.directory, "secrets.json"), JSON.stringify(values));

const hook = (SecretToken: string) => ({
  Hook: {
    ...WEBHOOK_RESOURCE,
    Properties: {
      ...WEBHOOK_RESOURCE.Properties,
      Name: "hook",
      Authentication: "GITHUB_HMAC",
      AuthenticationConfiguration: { SecretToken },
    },
  },
});

async function reasonOf(LogicalResourceId: string) {
  const named = { StackName: "shop", LogicalResourceId };
  return (await harness.client.send(new DescribeStackResourceCommand(named))).StackResourceDetail?.ResourceStatusReason;
}

const tokenOfHook = async () =>
  (await harness.running.store.findWebhook("hook"))?.definition.authenticationConfiguration.SecretToken;

async function commentOf(name: string) {
  return (await harness.declarationOf(name))?.stages?.[1]?.actions?.[0]?.configuration?.["CustomData"];
}

it("give way to what this machine keeps, in what is really made", async () => {
  await keep({
    "parameter-store": { "/shop/reviewer": "Ada" },
    "secrets-manager": { "git/hook": { token: "shared" }, plain: "word" },
  });
  const comment = "ask {{resolve:ssm:/shop/reviewer:3}}, say {{resolve:secretsmanager:plain}}";
  const arn = "arn:aws:secretsmanager:us-east-1:000000000001:secret:git/hook-AbCdEf";
  const resources = hook(`{{resolve:secretsmanager:${arn}:SecretString:token::}}`);
  expect(await harness.create(pipelineTemplate({ name: "web", comment, resources }))).toMatchObject({
    StackStatus: "CREATE_COMPLETE",
  });
  expect(await commentOf("web")).toBe("ask Ada, say word");
  expect(await tokenOfHook()).toBe("shared");
  expect(await reasonOf("Hook")).toBeUndefined();
});

it("are parameters that stacks have made, too, and looked up again by an update", async () => {
  const made = { Type: "AWS::SSM::Parameter", Properties: { Name: "/shop/reviewer", Type: "String", Value: "Bob" } };
  await harness.create(JSON.stringify({ Resources: { Reviewer: made } }), {}, "names");
  await harness.create(pipelineTemplate({ name: "web" }));
  await harness.update(pipelineTemplate({ name: "web", comment: "{{resolve:ssm:/shop/reviewer}}" }));
  expect(await commentOf("web")).toBe("Bob");
});

it("stay as they are written where nothing is kept, and the resource says where to add it", async () => {
  const comment = "{{resolve:ssm-secure:/shop/none}}";
  const arn = `arn:aws:secretsmanager:us-east-1:000000000001:secret:${"long/".repeat(10)}-AbCdEf`;
  const resources = hook(`{{resolve:secretsmanager:${arn}:SecretString:token}}`);
  expect(await harness.create(pipelineTemplate({ name: "web", comment, resources }))).toMatchObject({
    StackStatus: "CREATE_COMPLETE",
  });
  expect(await commentOf("web")).toBe(comment);
  expect(await reasonOf("Pipeline")).toMatch(
    /^Simulated locally: \{\{resolve:ssm-secure:\/shop\/none\}\} stays .*parameter does not exist: \/shop\/none\. Add it to .*secrets\.json/,
  );
  expect(await reasonOf("Hook")).toContain("Secrets Manager can't find the specified secret");
  expect(await tokenOfHook()).toMatch(/^\{\{resolve:secretsmanager:/);
});

it("are told of when what they stand for was needed", async () => {
  const template = pipelineTemplate({ name: "web" }).replace(
    '{"Fn::GetAtt":["Role","Arn"]}',
    '"{{resolve:ssm:/shop/role}}"',
  );
  expect(await harness.create(template)).toMatchObject({ StackStatus: "ROLLBACK_COMPLETE" });
  expect(await harness.reasonOf("Pipeline")).toMatch(
    /pipeline\.roleArn.* \{\{resolve:ssm:\/shop\/role\}\} stays as it is written: parameter does not exist: \/shop\/role/,
  );
});

it("share what this machine keeps with the parameters of a template", async () => {
  await keep({ "parameter-store": { "/shop/bucket": "shop-files" } });
  const reading = {
    Parameters: { Files: { Type: "AWS::SSM::Parameter::Value<String>", Default: "/shop/bucket" } },
    Resources: { Topic: { Type: "AWS::SNS::Topic" } },
    Outputs: { Files: { Value: { Ref: "Files" } } },
  };
  expect((await harness.create(JSON.stringify(reading))).outputs).toEqual({ Files: "shop-files" });
  const missing = JSON.stringify(reading).replace("/shop/bucket", "/shop/none");
  await expect(harness.create(missing, {}, "other")).rejects.toThrow(
    "Unable to fetch parameters [/shop/none] from parameter store for this account.",
  );
});
