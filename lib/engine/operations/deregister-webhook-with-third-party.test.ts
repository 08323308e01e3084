import {
  DeletePipelineCommand,
  DeleteWebhookCommand,
  DeregisterWebhookWithThirdPartyCommand,
} from "@aws-sdk/client-codepipeline";
import { afterEach, beforeEach, expect, it } from "vitest";
import {
  gitHubPipeline,
  pipelineFrom,
  PUSH,
  startThirdPartyHarness,
  type ThirdPartyHarness,
} from "../testing/third-party-harness";

/** Of somebody else: the first hook that there is. */
let foreignId: number;
let harness: ThirdPartyHarness;
beforeEach(async () => {
  harness = await startThirdPartyHarness();
  await harness.bind();
  foreignId = harness.gitHub.addHook("acme/shop", { url: "https://example.com/webhooks/trigger?t=other" });
  await harness.register();
});
afterEach(() => harness.dispose());

function hookIds(): number[] {
  return harness.gitHub.hooks().map(({ id }) => id);
}

it("removes the hook that was made and no other, and again is no error", async () => {
  expect(await harness.deregister()).toEqual({});
  expect(hookIds()).toEqual([foreignId]);
  expect(await harness.deregister()).toEqual({});
  expect(hookIds()).toEqual([foreignId]);
  expect(await harness.register()).toEqual({});
});

it("takes a hook that is gone for removed, after a restart too", async () => {
  harness.gitHub.removeHook(502);
  harness = await startThirdPartyHarness(harness);
  expect(await harness.deregister()).toEqual({});
  expect((await harness.engine.store.findWebhook("on-push"))?.registration).toBeUndefined();
});

it("tells when a hook cannot be seen, and keeps its number", async () => {
  harness.gitHub.interrupt((_request, response) => void response.writeHead(404).end());
  await expect(harness.deregister()).rejects.toThrow(
    /could not be deregistered from GitHub\. Error cause: Not found \[StatusCode: 404/,
  );
  harness.gitHub.interrupt(null);
  await harness.deregister();
  expect(hookIds()).toEqual([foreignId]);
});

it("tells when the token may look at hooks and not remove them", async () => {
  harness.gitHub.interrupt((request, response) => {
    if (request.method === "DELETE") response.writeHead(404).end();
  });
  await expect(harness.deregister()).rejects.toThrow(/is there, and the token may not remove it/);
  expect(hookIds()).toHaveLength(2);
});

it("believes no server that answers with a page instead of removing it", async () => {
  harness.gitHub.interrupt((_request, response) => void response.writeHead(200).end("<html>Sign in</html>"));
  await expect(harness.deregister()).rejects.toThrow(/does not answer as GitHub's API does/);
  harness.gitHub.interrupt(null);
  await harness.deregister();
  expect(hookIds()).toEqual([foreignId]);
});

it("removes it when its action is another provider's by now, or its pipeline gone", async () => {
  const pipeline = pipelineFrom("CodeCommit", { RepositoryName: "shop", BranchName: "main" });
  await harness.update(pipeline);
  await harness.deregister();
  expect(hookIds()).toEqual([foreignId]);
  await expect(harness.deregister()).rejects.toThrow(/'Checkout' is of CodeCommit/);
  await harness.update(gitHubPipeline());
  await harness.register();
  await harness.client.send(new DeletePipelineCommand({ name: "shop" }));
  await harness.deregister();
  expect(hookIds()).toEqual([foreignId]);
  expect(await harness.deregister()).toEqual({});
});

it("refuses what is unknown", async () => {
  await expect(harness.deregister("other")).rejects.toMatchObject({ name: "WebhookNotFoundException" });
  await expect(harness.client.send(new DeregisterWebhookWithThirdPartyCommand({}))).rejects.toMatchObject({
    name: "ValidationException",
  });
});

it("says what to do when its server is bound no more", async () => {
  await harness.engine.store.deleteLocalResource("github-server", "acme/*");
  await expect(harness.deregister()).rejects.toThrow(/Hook 502 of acme\/shop is at http:.*Bind it again/);
  await harness.bind();
  await harness.deregister();
  expect(hookIds()).toEqual([foreignId]);
});

it("is what removes a hook: DeleteWebhook leaves it there, with a URL that is dead", async () => {
  await harness.client.send(new DeleteWebhookCommand({ name: "on-push" }));
  expect(hookIds()).toHaveLength(2);
  harness.gitHub.removeHook(foreignId);
  expect(await harness.gitHub.push("acme/shop", PUSH)).toEqual([404]);
});
