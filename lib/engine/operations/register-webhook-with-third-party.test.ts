import {
  CodePipelineClient,
  DeletePipelineCommand,
  DeleteWebhookCommand,
  DeregisterWebhookWithThirdPartyCommand,
  ListPipelineExecutionsCommand,
  ListWebhooksCommand,
  PutWebhookCommand,
  RegisterWebhookWithThirdPartyCommand,
  UpdatePipelineCommand,
  type PipelineDeclaration,
  type WebhookDefinition,
} from "@aws-sdk/client-codepipeline";
import type { ServerResponse } from "node:http";
import { afterEach, beforeEach, expect, it } from "vitest";
import { startFakeGitHub } from "../webhooks/third-party/testing/fake-github";
import {
  gitHubPipeline,
  pipelineFrom,
  PUSH,
  SECRET,
  startThirdPartyWorld,
  TOKEN,
  type ThirdPartyWorld,
  WEBHOOK,
} from "../webhooks/third-party/testing/third-party-world";

let world: ThirdPartyWorld;
let client: CodePipelineClient;
beforeEach(async () => {
  world = await startThirdPartyWorld();
  client = new CodePipelineClient(world.engine.clientConfig);
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

async function webhook() {
  return (await client.send(new ListWebhooksCommand({}))).webhooks?.[0];
}

/** The pipeline is the same to the SDK, whose enums differ in type only. */
async function update(pipeline: object): Promise<void> {
  await client.send(new UpdatePipelineCommand({ pipeline: pipeline as PipelineDeclaration }));
}

async function put(change: Partial<WebhookDefinition>): Promise<void> {
  const webhook = { ...WEBHOOK, filters: [...WEBHOOK.filters], ...change };
  await client.send(new PutWebhookCommand({ webhook }));
}

async function latestExecution() {
  const answer = await client.send(new ListPipelineExecutionsCommand({ pipelineName: "shop" }));
  return answer.pipelineExecutionSummaries?.[0];
}

it("makes a hook whose pushes start the pipeline", async () => {
  await world.bind();
  expect(await register()).toEqual({});
  expect(world.gitHub.hooks()).toEqual([
    {
      id: 501,
      repository: "acme/shop",
      name: "web",
      active: true,
      events: ["push"],
      config: { url: (await webhook())?.url, content_type: "json", insecure_ssl: "0", secret: SECRET },
    },
  ]);
  expect(world.gitHub.authorizations).toEqual(new Set([`token ${TOKEN}`]));
  expect(await world.gitHub.push("acme/shop", PUSH)).toEqual([200]);
  expect((await latestExecution())?.trigger).toMatchObject({
    triggerType: "Webhook",
    triggerDetail: expect.stringMatching(/:webhook:on-push$/),
  });
  expect(await webhook()).toMatchObject({ lastTriggered: expect.any(Date) });
  expect((await webhook())?.errorCode).toBeUndefined();
});

it("brings the hook that it made up to date when it is called again", async () => {
  await world.bind();
  await register();
  await put({ authenticationConfiguration: { SecretToken: "another" } });
  expect(await webhook()).toMatchObject({
    errorCode: "RegistrationOutdated",
    errorMessage: expect.stringMatching(/earlier secret/),
  });
  expect(await world.gitHub.push("acme/shop", PUSH)).toEqual([403]);
  await world.bind({ deliveryUrl: `${world.engine.clientConfig.endpoint.replace("127.0.0.1", "localhost")}/` });
  await register();
  expect(world.gitHub.hooks()).toHaveLength(1);
  expect(world.gitHub.hooks()[0]?.config["url"]).toMatch(/^http:\/\/localhost:\d+\/webhooks\/trigger\?t=\w+&v=1$/);
  expect((await webhook())?.errorCode).toBeUndefined();
  expect(await world.gitHub.push("acme/shop", PUSH)).toEqual([200]);
});

it("makes another hook when the one it made is gone", async () => {
  await world.bind();
  await register();
  world.gitHub.removeHook(501);
  await register();
  expect(world.gitHub.hooks().map(({ id }) => id)).toEqual([502]);
});

it("makes one hook only, when its answer is lost, when it is called twice at once, among many others", async () => {
  await world.bind();
  for (let index = 0; index < 45; index += 1)
    world.gitHub.addHook("acme/shop", { url: `https://example.com/?t=${index}` });
  world.gitHub.interrupt(async (request, response) => {
    if (request.method !== "POST") return;
    world.gitHub.interrupt(null);
    response.writeHead = () => response.destroy() as ServerResponse<typeof request>;
  });
  await expect(register()).rejects.toMatchObject({ name: "ValidationException" });
  expect(await webhook()).toMatchObject({ errorCode: "Unreachable" });
  expect(world.gitHub.hooks()).toHaveLength(46);
  await Promise.all([register(), register()]);
  expect(world.gitHub.hooks()).toHaveLength(46);
  await deregister();
  expect(world.gitHub.hooks().every(({ config }) => config["url"]?.startsWith("https://example.com/"))).toBe(true);
  expect(world.gitHub.hooks()).toHaveLength(45);
  await Promise.all([register(), register()]);
  expect(world.gitHub.hooks()).toHaveLength(46);
});

it("moves the hook when the source action follows another repository", async () => {
  await world.bind();
  await register();
  await update(gitHubPipeline({ Repo: "web" }));
  expect(await webhook()).toMatchObject({
    errorCode: "RegistrationOutdated",
    errorMessage: expect.stringContaining("is at acme/shop, which 'Checkout' does not follow"),
  });
  await register();
  expect(world.gitHub.hooks().map(({ repository }) => repository)).toEqual(["acme/web"]);
  expect((await webhook())?.errorCode).toBeUndefined();
});

it("needs no secret for webhooks that are not authenticated by one", async () => {
  await world.bind();
  await put({ authentication: "UNAUTHENTICATED", authenticationConfiguration: {} });
  await register();
  expect(Object.keys(world.gitHub.hooks()[0]?.config ?? {})).toEqual(["url", "content_type", "insecure_ssl"]);
  expect(await world.gitHub.push("acme/shop", PUSH)).toEqual([200]);
});

it("takes the token of the source action where no secret is named for the server", async () => {
  await world.engine.store.putLocalResource({
    type: "github-server",
    name: "acme/shop",
    url: world.gitHub.url,
    deliveryUrl: world.engine.clientConfig.endpoint,
  });
  await expect(register()).rejects.toThrow("Error cause: Invalid credentials [StatusCode: 401");
  expect(world.gitHub.authorizations).toEqual(new Set(["token o-auth"]));
  await update(gitHubPipeline({ OAuthToken: TOKEN }));
  await register();
  expect(world.gitHub.hooks()).toHaveLength(1);
});

it("tells Gitea which kind of hook it wants, through pages as small as Gitea's", async () => {
  const gitea = await startFakeGitHub({ token: TOKEN, repositories: ["acme/shop"], path: "/api/v1", mostPerPage: 2 });
  for (let index = 0; index < 5; index += 1) gitea.addHook("acme/shop", { url: "https://example.com/" });
  await world.bind({ url: `${gitea.url}/` });
  await register();
  await register();
  await expect(deregister()).resolves.toEqual({});
  await register();
  expect(gitea.hooks().slice(5)).toMatchObject([{ type: "gitea", config: { secret: SECRET } }]);
  await gitea.close();
});

it("follows a repository to its new name on the same server", async () => {
  await world.bind();
  world.gitHub.interrupt((request, response) => {
    const url = request.url ?? "";
    if (!url.startsWith("/repos/acme/shop/")) return;
    response.writeHead(307, { location: url.replace("/acme/shop/", "/acme/web/") }).end();
  });
  await register();
  expect(world.gitHub.hooks()).toMatchObject([{ repository: "acme/web", config: { secret: SECRET } }]);
});

it("leaves no hook behind when the webhook is deleted meanwhile", async () => {
  await world.bind();
  world.gitHub.interrupt(async (request) => {
    if (request.method === "POST") await client.send(new DeleteWebhookCommand({ name: "on-push" }));
  });
  await expect(register()).rejects.toMatchObject({ name: "WebhookNotFoundException" });
  expect(world.gitHub.hooks()).toEqual([]);
});

it("says that it is simulated where no server is bound to the repository", async () => {
  await world.bind({ name: "other/*" });
  expect(await register()).toEqual({});
  expect(world.gitHub.requests).toEqual([]);
  expect(await webhook()).toMatchObject({
    errorCode: "Simulated",
    errorMessage: expect.stringContaining("no GitHub server is bound to acme/shop"),
  });
  expect(await deregister()).toEqual({});
  expect((await webhook())?.errorCode).toBeUndefined();
});

it("takes the server that is bound most exactly", async () => {
  await world.bind({ name: "*/*", url: "http://127.0.0.1:1" });
  await world.bind({ name: "acme/shop" });
  await register();
  expect(world.gitHub.hooks()).toHaveLength(1);
});

it("refuses what is unknown, is gone, or is no GitHub action", async () => {
  await world.bind();
  await expect(register("other")).rejects.toMatchObject({ name: "WebhookNotFoundException" });
  await expect(client.send(new RegisterWebhookWithThirdPartyCommand({}))).rejects.toMatchObject({
    name: "ValidationException",
  });
  await update(pipelineFrom("CodeCommit", { RepositoryName: "shop", BranchName: "main" }));
  await expect(register()).rejects.toMatchObject({
    name: "ValidationException",
    message: expect.stringMatching(/of CodeCommit/),
  });
  await client.send(new DeletePipelineCommand({ name: "shop" }));
  await expect(register()).rejects.toMatchObject({
    name: "ValidationException",
    message: expect.stringMatching(/does not exist any more/),
  });
});
