import {
  CodePipelineClient,
  DeletePipelineCommand,
  DeleteWebhookCommand,
  DeregisterWebhookWithThirdPartyCommand,
  RegisterWebhookWithThirdPartyCommand,
  UpdatePipelineCommand,
  type PipelineDeclaration,
} from "@aws-sdk/client-codepipeline";
import { afterEach, beforeEach, expect, it } from "vitest";
import {
  gitHubPipeline,
  pipelineFrom,
  PUSH,
  startThirdPartyWorld,
  type ThirdPartyWorld,
} from "../webhooks/third-party/testing/third-party-world";

/** Of somebody else: the first hook that there is. */
let foreignId: number;
let world: ThirdPartyWorld;
let client: CodePipelineClient;
beforeEach(async () => {
  world = await startThirdPartyWorld();
  client = new CodePipelineClient(world.engine.clientConfig);
  await world.bind();
  foreignId = world.gitHub.addHook("acme/shop", { url: "https://example.com/webhooks/trigger?t=other" });
  await register();
});
afterEach(async () => {
  client.destroy();
  await world.dispose();
});

async function register(webhookName = "on-push") {
  const { $metadata: _, ...answer } = await client.send(new RegisterWebhookWithThirdPartyCommand({ webhookName }));
  return answer;
}

async function deregister(webhookName = "on-push") {
  const { $metadata: _, ...answer } = await client.send(new DeregisterWebhookWithThirdPartyCommand({ webhookName }));
  return answer;
}

/** The pipeline is the same to the SDK, whose enums differ in type only. */
async function update(pipeline: object): Promise<void> {
  await client.send(new UpdatePipelineCommand({ pipeline: pipeline as PipelineDeclaration }));
}

function hookIds(): number[] {
  return world.gitHub.hooks().map(({ id }) => id);
}

it("removes the hook that was made and no other, and again is no error", async () => {
  expect(await deregister()).toEqual({});
  expect(hookIds()).toEqual([foreignId]);
  expect(await deregister()).toEqual({});
  expect(hookIds()).toEqual([foreignId]);
  expect(await register()).toEqual({});
});

it("takes a hook that is gone for removed, after a restart too", async () => {
  world.gitHub.removeHook(502);
  client.destroy();
  world = await startThirdPartyWorld(world);
  client = new CodePipelineClient(world.engine.clientConfig);
  expect(await deregister()).toEqual({});
  expect((await world.engine.store.findWebhook("on-push"))?.registration).toBeUndefined();
});

it("tells when a hook cannot be seen, and keeps its number", async () => {
  world.gitHub.interrupt((_request, response) => void response.writeHead(404).end());
  await expect(deregister()).rejects.toThrow(
    /could not be deregistered from GitHub\. Error cause: Not found \[StatusCode: 404/,
  );
  world.gitHub.interrupt(null);
  await deregister();
  expect(hookIds()).toEqual([foreignId]);
});

it("tells when the token may look at hooks and not remove them", async () => {
  world.gitHub.interrupt((request, response) => {
    if (request.method === "DELETE") response.writeHead(404).end();
  });
  await expect(deregister()).rejects.toThrow(/is there, and the token may not remove it/);
  expect(hookIds()).toHaveLength(2);
});

it("believes no server that answers with a page instead of removing it", async () => {
  world.gitHub.interrupt((_request, response) => void response.writeHead(200).end("<html>Sign in</html>"));
  await expect(deregister()).rejects.toThrow(/does not answer as GitHub's API does/);
  world.gitHub.interrupt(null);
  await deregister();
  expect(hookIds()).toEqual([foreignId]);
});

it("removes it when its action is another provider's by now, or its pipeline gone", async () => {
  const pipeline = pipelineFrom("CodeCommit", { RepositoryName: "shop", BranchName: "main" });
  await update(pipeline);
  await deregister();
  expect(hookIds()).toEqual([foreignId]);
  await expect(deregister()).rejects.toThrow(/'Checkout' is of CodeCommit/);
  await update(gitHubPipeline());
  await register();
  await client.send(new DeletePipelineCommand({ name: "shop" }));
  await deregister();
  expect(hookIds()).toEqual([foreignId]);
  expect(await deregister()).toEqual({});
});

it("refuses what is unknown", async () => {
  await expect(deregister("other")).rejects.toMatchObject({ name: "WebhookNotFoundException" });
  await expect(client.send(new DeregisterWebhookWithThirdPartyCommand({}))).rejects.toMatchObject({
    name: "ValidationException",
  });
});

it("says what to do when its server is bound no more", async () => {
  await world.engine.store.deleteLocalResource("github-server", "acme/*");
  await expect(deregister()).rejects.toThrow(/Hook 502 of acme\/shop is at http:.*Bind it again/);
  await world.bind();
  await deregister();
  expect(hookIds()).toEqual([foreignId]);
});

it("is what removes a hook: DeleteWebhook leaves it there, with a URL that is dead", async () => {
  await client.send(new DeleteWebhookCommand({ name: "on-push" }));
  expect(hookIds()).toHaveLength(2);
  world.gitHub.removeHook(foreignId);
  expect(await world.gitHub.push("acme/shop", PUSH)).toEqual([404]);
});
