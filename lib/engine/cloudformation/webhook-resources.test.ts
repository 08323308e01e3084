import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackResourceCommand,
  UpdateStackCommand,
} from "@aws-sdk/client-cloudformation";
import { afterEach, beforeEach, expect, it } from "vitest";
import { SECRET, startThirdPartyWorld, type ThirdPartyWorld } from "../webhooks/third-party/testing/third-party-world";

let world: ThirdPartyWorld;
let client: CloudFormationClient;
beforeEach(async () => {
  world = await startThirdPartyWorld();
  client = new CloudFormationClient(world.engine.clientConfig);
});
afterEach(() => world.dispose());

/** A stack with a webhook on the pipeline of the world, as CDK's GitHub source action makes it. */
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
  await world.bind();
  await client.send(new CreateStackCommand(stack(true)));
  expect((await resource())?.ResourceStatusReason).toBeUndefined();
  expect(world.gitHub.hooks()).toMatchObject([{ repository: "acme/shop" }]);
  await client.send(new DeleteStackCommand({ StackName: "hooks" }));
  expect(world.gitHub.hooks()).toEqual([]);
});

it("removes the hook when it is not to be registered any more", async () => {
  await world.bind();
  await client.send(new CreateStackCommand(stack(true)));
  await client.send(new UpdateStackCommand(stack(false)));
  expect(world.gitHub.hooks()).toEqual([]);
  expect(await resource()).toMatchObject({ ResourceStatus: "UPDATE_COMPLETE" });
});

it("says that no hook was made where no server is bound", async () => {
  await client.send(new CreateStackCommand(stack(true)));
  expect((await resource())?.ResourceStatusReason).toContain("Simulated locally: no hook was made");
});
