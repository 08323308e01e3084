import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackResourceCommand,
  UpdateStackCommand,
} from "@aws-sdk/client-cloudformation";
import { afterEach, beforeEach, expect, it } from "vitest";
import { SECRET, startThirdPartyHarness, type ThirdPartyHarness } from "../testing/third-party-harness";

let harness: ThirdPartyHarness;
let client: CloudFormationClient;
beforeEach(async () => {
  harness = await startThirdPartyHarness();
  client = new CloudFormationClient(harness.engine.clientConfig);
});
afterEach(() => harness.dispose());

/** A stack with a webhook on the pipeline of the harness, as CDK's GitHub source action makes it. */
const stack = (RegisterWithThirdParty: boolean) => ({
  StackName: "hooks",
  TemplateBody: JSON.stringify({
    Resources: {
      Hook: {
        Type: "AWS::CodePipeline::Webhook",
        Properties: {
          TargetPipeline: "shop",
          TargetPipelineVersion: 1,
          TargetAction: "Checkout",
          Authentication: "GITHUB_HMAC",
          AuthenticationConfiguration: { SecretToken: SECRET },
          Filters: [{ JsonPath: "$.ref", MatchEquals: "refs/heads/{Branch}" }],
          RegisterWithThirdParty,
        },
      },
    },
  }),
});

async function resource() {
  const named = { StackName: "hooks", LogicalResourceId: "Hook" };
  return (await client.send(new DescribeStackResourceCommand(named))).StackResourceDetail;
}

it("makes the hook at GitHub, and removes it with the stack", async () => {
  await harness.bind();
  await client.send(new CreateStackCommand(stack(true)));
  expect((await resource())?.ResourceStatusReason).toBeUndefined();
  expect(harness.gitHub.hooks()).toMatchObject([{ repository: "acme/shop" }]);
  await client.send(new DeleteStackCommand({ StackName: "hooks" }));
  expect(harness.gitHub.hooks()).toEqual([]);
});

it("removes the hook when it is not to be registered any more", async () => {
  await harness.bind();
  await client.send(new CreateStackCommand(stack(true)));
  await client.send(new UpdateStackCommand(stack(false)));
  expect(harness.gitHub.hooks()).toEqual([]);
  expect(await resource()).toMatchObject({ ResourceStatus: "UPDATE_COMPLETE" });
});

it("says that no hook was made where no server is bound", async () => {
  await client.send(new CreateStackCommand(stack(true)));
  expect((await resource())?.ResourceStatusReason).toContain("Simulated locally: no hook was made");
});
