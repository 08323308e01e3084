import { afterEach, beforeEach, expect, it } from "vitest";
import { pipelineTemplate } from "../testing/pipeline-template";
import { StackHarness } from "../testing/stack-harness";

const isGone = { name: "PipelineNotFoundException" };

let harness: StackHarness;
beforeEach(async () => {
  harness = await StackHarness.start();
});
afterEach(() => harness.dispose());

const urlOf = (key: string) => `https://s3.us-east-1.amazonaws.com/templates/${key}`;

/** A stack around the one that a template in a bucket makes. */
function around(key: string, parameters: object = {}): string {
  const nested = {
    Type: "AWS::CloudFormation::Stack",
    Properties: { TemplateURL: urlOf(key), Parameters: parameters },
  };
  const outputs = { Pipeline: { Value: { "Fn::GetAtt": ["Inner", "Outputs.Name"] } }, Id: { Value: { Ref: "Inner" } } };
  return JSON.stringify({ Resources: { Inner: nested }, Outputs: outputs });
}

async function put(key: string, template: string): Promise<void> {
  await harness.running.writeFiles("s3/templates", { [key]: template });
}

it("makes, changes and deletes the stack in the stack, and knows its outputs", async () => {
  await put("1.json", pipelineTemplate({ name: "web" }));
  await put("2.json", pipelineTemplate({ name: "web", comment: "again" }));
  const outer = await harness.create(around("1.json"));
  expect(outer).toMatchObject({ StackStatus: "CREATE_COMPLETE", outputs: { Pipeline: "web" } });
  const inner = await harness.describe(outer.outputs["Id"]);
  expect(inner.StackName).toMatch(/^shop-Inner-[A-Z0-9]{13}$/);
  await harness.update(around("2.json"));
  expect(await harness.describe(inner.StackId)).toMatchObject({ StackStatus: "UPDATE_COMPLETE" });
  expect((await harness.declarationOf("web"))?.stages?.[1]?.actions?.[0]?.configuration).toEqual({
    CustomData: "again",
  });
  await harness.remove();
  expect(await harness.describe(inner.StackId)).toMatchObject({ StackStatus: "DELETE_COMPLETE" });
  await expect(harness.declarationOf("web")).rejects.toMatchObject(isGone);
});

it("is taken back with the stack in it, for the reason that this had", async () => {
  await put("bad.json", pipelineTemplate({ name: "web", approvals: ["Approve", "Approve"] }));
  expect(await harness.create(around("bad.json"))).toMatchObject({ StackStatus: "ROLLBACK_COMPLETE" });
  expect(await harness.reasonOf("Inner")).toMatch(/^Embedded stack arn:.* was not successfully created: .*Approve/);
  await expect(harness.declarationOf("web")).rejects.toMatchObject(isGone);
  await harness.remove();
  await put("good.json", pipelineTemplate({ name: "web" }));
  await harness.create(around("good.json"));
  expect(await harness.update(around("bad.json"))).toMatchObject({ StackStatus: "UPDATE_ROLLBACK_COMPLETE" });
  expect(await harness.declarationOf("web")).toBeDefined();
});

it("cannot hold itself, nor a template that is not there", async () => {
  await put("self.json", around("self.json"));
  await harness.create(around("self.json"));
  expect(await harness.reasonOf("Inner")).toContain("levels deep at most");
  await harness.remove();
  await harness.create(around("nowhere.json"));
  expect(await harness.reasonOf("Inner")).toContain("The specified key does not exist");
});

it("can be taken back again and again, and changed after that", async () => {
  const plain = (options: Parameters<typeof pipelineTemplate>[0]) =>
    pipelineTemplate({ name: "web", outputs: { Version: { Value: "1" } }, ...options });
  await put("good.json", plain({}));
  await put("bad.json", plain({ approvals: ["Approve", "Approve"] }));
  await put("better.json", plain({ comment: "better" }));
  await harness.create(around("good.json"));
  for (const round of [1, 2]) {
    const { StackStatus } = await harness.update(around("bad.json"));
    expect([round, StackStatus]).toEqual([round, "UPDATE_ROLLBACK_COMPLETE"]);
  }
  expect(await harness.update(around("better.json"))).toMatchObject({ StackStatus: "UPDATE_COMPLETE" });
});
