import {
  DeletePipelineCommand,
  DeleteWebhookCommand,
  ListPipelineExecutionsCommand,
  RegisterWebhookWithThirdPartyCommand,
} from "@aws-sdk/client-codepipeline";
import type { ServerResponse } from "node:http";
import { afterEach, beforeEach, expect, it } from "vitest";
import { startFakeGitHub } from "../webhooks/third-party/testing/fake-github";
import {
  gitHubPipeline,
  pipelineFrom,
  PUSH,
  SECRET,
  startThirdPartyHarness,
  TOKEN,
  type ThirdPartyHarness,
} from "../testing/third-party-harness";

let harness: ThirdPartyHarness;
beforeEach(async () => {
  harness = await startThirdPartyHarness();
});
afterEach(() => harness.dispose());

async function latestExecution() {
  const answer = await harness.client.send(new ListPipelineExecutionsCommand({ pipelineName: "shop" }));
  return answer.pipelineExecutionSummaries?.[0];
}

it("makes a hook whose pushes start the pipeline", async () => {
  await harness.bind();
  expect(await harness.register()).toEqual({});
  expect(harness.gitHub.hooks()).toEqual([
    {
      id: 501,
      repository: "acme/shop",
      name: "web",
      active: true,
      events: ["push"],
      config: { url: (await harness.webhook())?.url, content_type: "json", insecure_ssl: "0", secret: SECRET },
    },
  ]);
  expect(harness.gitHub.authorizations).toEqual(new Set([`token ${TOKEN}`]));
  expect(await harness.gitHub.push("acme/shop", PUSH)).toEqual([200]);
  expect((await latestExecution())?.trigger).toMatchObject({
    triggerType: "Webhook",
    triggerDetail: expect.stringMatching(/:webhook:on-push$/),
  });
  expect(await harness.webhook()).toMatchObject({ lastTriggered: expect.any(Date) });
  expect((await harness.webhook())?.errorCode).toBeUndefined();
});

it("brings the hook that it made up to date when it is called again", async () => {
  await harness.bind();
  await harness.register();
  await harness.put({ authenticationConfiguration: { SecretToken: "another" } });
  expect(await harness.webhook()).toMatchObject({
    errorCode: "RegistrationOutdated",
    errorMessage: expect.stringMatching(/earlier secret/),
  });
  expect(await harness.gitHub.push("acme/shop", PUSH)).toEqual([403]);
  await harness.bind({ deliveryUrl: `${harness.engine.clientConfig.endpoint.replace("127.0.0.1", "localhost")}/` });
  await harness.register();
  expect(harness.gitHub.hooks()).toHaveLength(1);
  expect(harness.gitHub.hooks()[0]?.config["url"]).toMatch(/^http:\/\/localhost:\d+\/webhooks\/trigger\?t=\w+&v=1$/);
  expect((await harness.webhook())?.errorCode).toBeUndefined();
  expect(await harness.gitHub.push("acme/shop", PUSH)).toEqual([200]);
});

it("makes another hook when the one it made is gone", async () => {
  await harness.bind();
  await harness.register();
  harness.gitHub.removeHook(501);
  await harness.register();
  expect(harness.gitHub.hooks().map(({ id }) => id)).toEqual([502]);
});

it("makes one hook only, when its answer is lost, when it is called twice at once, among many others", async () => {
  await harness.bind();
  for (let index = 0; index < 45; index += 1)
    harness.gitHub.addHook("acme/shop", { url: `https://example.com/?t=${index}` });
  harness.gitHub.interrupt(async (request, response) => {
    if (request.method !== "POST") return;
    harness.gitHub.interrupt(null);
    response.writeHead = () => response.destroy() as ServerResponse<typeof request>;
  });
  await expect(harness.register()).rejects.toMatchObject({ name: "ValidationException" });
  expect(await harness.webhook()).toMatchObject({ errorCode: "Unreachable" });
  expect(harness.gitHub.hooks()).toHaveLength(46);
  await Promise.all([harness.register(), harness.register()]);
  expect(harness.gitHub.hooks()).toHaveLength(46);
  await harness.deregister();
  expect(harness.gitHub.hooks().every(({ config }) => config["url"]?.startsWith("https://example.com/"))).toBe(true);
  expect(harness.gitHub.hooks()).toHaveLength(45);
  await Promise.all([harness.register(), harness.register()]);
  expect(harness.gitHub.hooks()).toHaveLength(46);
});

it("moves the hook when the source action follows another repository", async () => {
  await harness.bind();
  await harness.register();
  await harness.update(gitHubPipeline({ Repo: "web" }));
  expect(await harness.webhook()).toMatchObject({
    errorCode: "RegistrationOutdated",
    errorMessage: expect.stringContaining("is at acme/shop, which 'Checkout' does not follow"),
  });
  await harness.register();
  expect(harness.gitHub.hooks().map(({ repository }) => repository)).toEqual(["acme/web"]);
  expect((await harness.webhook())?.errorCode).toBeUndefined();
});

it("needs no secret for webhooks that are not authenticated by one", async () => {
  await harness.bind();
  await harness.put({ authentication: "UNAUTHENTICATED", authenticationConfiguration: {} });
  await harness.register();
  expect(Object.keys(harness.gitHub.hooks()[0]?.config ?? {})).toEqual(["url", "content_type", "insecure_ssl"]);
  expect(await harness.gitHub.push("acme/shop", PUSH)).toEqual([200]);
});

it("takes the token of the source action where no secret is named for the server", async () => {
  await harness.engine.store.putLocalResource({
    type: "github-server",
    name: "acme/shop",
    url: harness.gitHub.url,
    deliveryUrl: harness.engine.clientConfig.endpoint,
  });
  await expect(harness.register()).rejects.toThrow("Error cause: Invalid credentials [StatusCode: 401");
  expect(harness.gitHub.authorizations).toEqual(new Set(["token o-auth"]));
  await harness.update(gitHubPipeline({ OAuthToken: TOKEN }));
  await harness.register();
  expect(harness.gitHub.hooks()).toHaveLength(1);
});

it("tells Gitea which kind of hook it wants, through pages as small as Gitea's", async () => {
  const gitea = await startFakeGitHub({ token: TOKEN, repositories: ["acme/shop"], path: "/api/v1", mostPerPage: 2 });
  for (let index = 0; index < 5; index += 1) gitea.addHook("acme/shop", { url: "https://example.com/" });
  await harness.bind({ url: `${gitea.url}/` });
  await harness.register();
  await harness.register();
  await expect(harness.deregister()).resolves.toEqual({});
  await harness.register();
  expect(gitea.hooks().slice(5)).toMatchObject([{ type: "gitea", config: { secret: SECRET } }]);
  await gitea.close();
});

it("follows a repository to its new name on the same server", async () => {
  await harness.bind();
  harness.gitHub.interrupt((request, response) => {
    const url = request.url ?? "";
    if (!url.startsWith("/repos/acme/shop/")) return;
    response.writeHead(307, { location: url.replace("/acme/shop/", "/acme/web/") }).end();
  });
  await harness.register();
  expect(harness.gitHub.hooks()).toMatchObject([{ repository: "acme/web", config: { secret: SECRET } }]);
});

it("leaves no hook behind when the webhook is deleted meanwhile", async () => {
  await harness.bind();
  harness.gitHub.interrupt(async (request) => {
    if (request.method === "POST") await harness.client.send(new DeleteWebhookCommand({ name: "on-push" }));
  });
  await expect(harness.register()).rejects.toMatchObject({ name: "WebhookNotFoundException" });
  expect(harness.gitHub.hooks()).toEqual([]);
});

it("says that it is simulated where no server is bound to the repository", async () => {
  await harness.bind({ name: "other/*" });
  expect(await harness.register()).toEqual({});
  expect(harness.gitHub.requests).toEqual([]);
  expect(await harness.webhook()).toMatchObject({
    errorCode: "Simulated",
    errorMessage: expect.stringContaining("no GitHub server is bound to acme/shop"),
  });
  expect(await harness.deregister()).toEqual({});
  expect((await harness.webhook())?.errorCode).toBeUndefined();
});

it("takes the server that is bound most exactly", async () => {
  await harness.bind({ name: "*/*", url: "http://127.0.0.1:1" });
  await harness.bind({ name: "acme/shop" });
  await harness.register();
  expect(harness.gitHub.hooks()).toHaveLength(1);
});

it("refuses what is unknown, is gone, or is no GitHub action", async () => {
  await harness.bind();
  await expect(harness.register("other")).rejects.toMatchObject({ name: "WebhookNotFoundException" });
  await expect(harness.client.send(new RegisterWebhookWithThirdPartyCommand({}))).rejects.toMatchObject({
    name: "ValidationException",
  });
  await harness.update(pipelineFrom("CodeCommit", { RepositoryName: "shop", BranchName: "main" }));
  await expect(harness.register()).rejects.toMatchObject({
    name: "ValidationException",
    message: expect.stringMatching(/of CodeCommit/),
  });
  await harness.client.send(new DeletePipelineCommand({ name: "shop" }));
  await expect(harness.register()).rejects.toMatchObject({
    name: "ValidationException",
    message: expect.stringMatching(/does not exist any more/),
  });
});
