import {
  CodePipelineClient,
  CreatePipelineCommand,
  DeletePipelineCommand,
  DeleteWebhookCommand,
  ListPipelineExecutionsCommand,
  ListTagsForResourceCommand,
  ListWebhooksCommand,
  PutWebhookCommand,
  TagResourceCommand,
  type PipelineDeclaration,
  type PutWebhookCommandInput,
  type WebhookDefinition,
} from "@aws-sdk/client-codepipeline";
import { createHmac } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { buildAction, declarePipeline, declareStage, sourceAction } from "../testing/declare-pipeline";
import { startTestEngine, type TestEngine } from "../testing/start-test-engine";

const COMMIT = "0123456789abcdef0123456789abcdef01234567";
const SECRET = "s3cret";
const PUSH = { ref: "refs/heads/main", after: COMMIT, commits: [{ id: COMMIT }] };
const DEFINITION = {
  name: "on-push",
  targetPipeline: "shop",
  targetAction: "Checkout",
  filters: [{ jsonPath: "$.ref", matchEquals: "refs/heads/{Branch}" }],
  authentication: "GITHUB_HMAC",
  authenticationConfiguration: { SecretToken: SECRET },
} as const satisfies WebhookDefinition;

let test: TestEngine;
let client: CodePipelineClient;

beforeEach(async () => {
  test = await startTestEngine();
  client = new CodePipelineClient(test.clientConfig);
  const gitHub = sourceAction("Checkout", {
    actionTypeId: { category: "Source", owner: "ThirdParty", provider: "GitHub", version: "1" },
    configuration: { Owner: "acme", Repo: "shop", Branch: "main", OAuthToken: "t", PollForSourceChanges: "false" },
  });
  const stages = [declareStage("Source", [gitHub]), declareStage("Build", [buildAction("Compile")])];
  const pipeline = declarePipeline([], { stages }) as PipelineDeclaration; // enums differ in type only
  await client.send(new CreatePipelineCommand({ pipeline }));
  await checkOut();
});

/** Lets the execution in the first stage go on, so that the next one enters. */
async function checkOut(): Promise<void> {
  test.runner.succeed("Checkout", { revision: { revisionId: "first" } });
  await test.settled();
}

async function put(change: Partial<WebhookDefinition> = {}, more: Partial<PutWebhookCommandInput> = {}) {
  const answer = await client.send(new PutWebhookCommand({ webhook: { ...DEFINITION, ...change }, ...more }));
  return answer.webhook;
}

async function list() {
  return (await client.send(new ListWebhooksCommand({}))).webhooks ?? [];
}

interface Sent {
  readonly payload?: unknown;
  readonly body?: string;
  readonly headers?: Record<string, string>;
  readonly from?: string;
}

function hmac(algorithm: "sha1" | "sha256", body: string, secret = SECRET): string {
  return `${algorithm}=${createHmac(algorithm, secret).update(body).digest("hex")}`;
}

/** As GitHub sends it, signed. */
async function deliver(
  url: string | undefined,
  { payload = PUSH, body = JSON.stringify(payload), ...sent }: Sent = {},
) {
  const headers = sent.headers ?? {
    "x-hub-signature": hmac("sha1", body),
    "x-hub-signature-256": hmac("sha256", body),
  };
  const answer = await test.handle(
    new Request(url ?? "", { method: "POST", body, headers: { "content-type": "application/json", ...headers } }),
    sent.from,
  );
  await test.settled();
  return { status: answer.status, ...((await answer.json()) as { message: string; pipelineExecutionId?: string }) };
}

async function executions() {
  const answer = await client.send(new ListPipelineExecutionsCommand({ pipelineName: "shop" }));
  return answer.pipelineExecutionSummaries ?? [];
}

describe("PutWebhook", () => {
  it("gives back what was put, with a URL, an ARN and its tags", async () => {
    const webhook = await put({}, { tags: [{ key: "team", value: "web" }] });
    expect(webhook).toEqual({
      definition: DEFINITION,
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:4510\/webhooks\/trigger\?t=[0-9a-f]{32}&v=1$/),
      arn: "arn:aws:codepipeline:us-east-1:123456789012:webhook:on-push",
      tags: [{ key: "team", value: "web" }],
    });
  });

  it("replaces a webhook and keeps its URL, its tags and a secret that is sent back masked", async () => {
    const first = await put({}, { tags: [{ key: "team", value: "web" }] });
    const [listed] = await list();
    const second = await put({ ...listed?.definition, filters: [{ jsonPath: "$.after" }] });
    expect(second?.url).toBe(first?.url);
    expect(second?.tags).toEqual(first?.tags);
    expect((await deliver(second?.url)).status).toBe(200);
  });

  it.each([
    ["GITHUB_HMAC", {}],
    ["GITHUB_HMAC", { SecretToken: SECRET, AllowedIPRange: "10.0.0.0/8" }],
    ["IP", { SecretToken: SECRET }],
    ["IP", { AllowedIPRange: "10.0.0.0" }],
    ["IP", { AllowedIPRange: "10.0.0.0/33" }],
    ["UNAUTHENTICATED", { SecretToken: SECRET }],
  ] as const)("refuses %s with the parameters %j", async (authentication, authenticationConfiguration) => {
    await expect(put({ authentication, authenticationConfiguration })).rejects.toMatchObject({
      name: "InvalidWebhookAuthenticationParametersException",
    });
  });

  it("refuses what is no filter, no target, no tag, and more than the quota", async () => {
    const refusal = (change: Partial<WebhookDefinition>, more: Partial<PutWebhookCommandInput> = {}) =>
      put(change, more).catch((error: Error) => error.name);
    expect(await refusal({ filters: [{ jsonPath: "ref" }] })).toBe("InvalidWebhookFilterPatternException");
    expect(await refusal({ filters: Array.from({ length: 6 }, () => ({ jsonPath: "$.ref" })) })).toBe(
      "ValidationException",
    );
    expect(await refusal({ targetPipeline: "other" })).toBe("PipelineNotFoundException");
    expect(await refusal({ targetAction: "Compile" })).toBe("ValidationException");
    expect(await refusal({}, { tags: [{ key: "aws:x", value: "" }] })).toBe("InvalidTagsException");
    const many = Array.from({ length: 51 }, (_, index) => ({ key: String(index), value: "" }));
    expect(await refusal({}, { tags: many })).toBe("TooManyTagsException");
    for (let index = 0; index < 300; index += 1) await put({ name: `webhook-${index}` });
    expect(await refusal({ name: "one-more" })).toBe("LimitExceededException");
    expect(await refusal({ name: "webhook-1" })).toEqual(expect.objectContaining({ definition: expect.anything() }));
  });
});

describe("ListWebhooks", () => {
  it("pages by name and never shows a secret", async () => {
    for (const name of ["c", "a", "b"]) await put({ name });
    const first = await client.send(new ListWebhooksCommand({ MaxResults: 2 }));
    const second = await client.send(new ListWebhooksCommand({ MaxResults: 2, NextToken: first.NextToken }));
    const all = [...(first.webhooks ?? []), ...(second.webhooks ?? [])];
    expect(all.map(({ definition }) => definition?.name)).toEqual(["a", "b", "c"]);
    expect(second.NextToken).toBeUndefined();
    expect(all[0]?.definition?.authenticationConfiguration).toEqual({ SecretToken: "****" });
    await expect(client.send(new ListWebhooksCommand({ NextToken: "x" }))).rejects.toMatchObject({
      name: "InvalidNextTokenException",
    });
  });
});

describe("DeleteWebhook", () => {
  it("takes the URL away for good, and again is no error", async () => {
    const first = await put();
    await client.send(new DeleteWebhookCommand({ name: "on-push" }));
    await client.send(new DeleteWebhookCommand({ name: "on-push" }));
    expect(await list()).toEqual([]);
    const second = await put();
    expect(second?.url).not.toBe(first?.url);
    expect((await deliver(first?.url)).status).toBe(404);
  });
});

describe("tags of a webhook", () => {
  it("are changed by its ARN", async () => {
    const resourceArn = (await put())?.arn;
    await client.send(new TagResourceCommand({ resourceArn, tags: [{ key: "team", value: "web" }] }));
    const { tags } = await client.send(new ListTagsForResourceCommand({ resourceArn }));
    expect(tags).toEqual([{ key: "team", value: "web" }]);
    expect((await list())[0]?.tags).toEqual(tags);
  });
});

describe("a delivery", () => {
  it("starts the pipeline on the commit it is about", async () => {
    const webhook = await put();
    const { status, pipelineExecutionId } = await deliver(webhook?.url);
    expect(status).toBe(200);
    expect((await executions())[0]).toMatchObject({
      pipelineExecutionId,
      trigger: { triggerType: "Webhook", triggerDetail: webhook?.arn },
    });
    expect(test.runner.jobs.at(-1)).toMatchObject({
      pipelineExecutionId,
      sourceRevision: { revisionType: "COMMIT_ID", revisionValue: COMMIT },
    });
    expect((await list())[0]?.lastTriggered).toEqual(new Date(test.clock.now()));
  });

  it("needs one of GitHub's signatures, and each that is there right", async () => {
    const { url } = (await put()) ?? {};
    const body = JSON.stringify(PUSH);
    const sha1 = { "x-hub-signature": hmac("sha1", body) };
    const sha256 = { "x-hub-signature-256": hmac("sha256", body) };
    expect((await deliver(url, { headers: sha1 })).status).toBe(200);
    expect((await deliver(url, { headers: sha256 })).status).toBe(200);
    const before = await executions();
    const wrong: Record<string, string>[] = [
      {},
      { "x-hub-signature-256": hmac("sha256", body, "other") },
      { ...sha1, "x-hub-signature-256": "sha256=" },
      { "x-hub-signature-256": hmac("sha1", body) },
      { ...sha256, "x-hub-signature": "ü" },
    ];
    for (const headers of wrong) expect((await deliver(url, { headers })).status).toBe(403);
    expect((await deliver(url, { body: `${body} `, headers: sha256 })).status).toBe(403);
    expect(await executions()).toEqual(before);
  });

  it("may have to come from a range of addresses", async () => {
    const authenticationConfiguration = { AllowedIPRange: "192.0.2.0/24" };
    const { url } = (await put({ authentication: "IP", authenticationConfiguration })) ?? {};
    expect((await deliver(url, { from: "192.0.2.7", headers: {} })).status).toBe(200);
    expect((await deliver(url, { from: "::ffff:192.0.2.7", headers: {} })).status).toBe(200);
    expect((await deliver(url, { from: "192.0.3.7", headers: { "x-forwarded-for": "192.0.2.7" } })).status).toBe(403);
    expect((await deliver(url, { headers: {} })).status).toBe(403);
  });

  it("starts nothing when a filter does not match, it only asks, or a branch is gone", async () => {
    const { url } =
      (await put({
        authentication: "UNAUTHENTICATED",
        authenticationConfiguration: {},
        filters: [
          ...DEFINITION.filters,
          { jsonPath: "$.commits[*].id", matchEquals: COMMIT },
          { jsonPath: `$.commits[?(@.id =~ /[0-9a-f]{40}/ && !@.skip)].id` },
          { jsonPath: "$.after" },
        ],
      })) ?? {};
    const before = await executions();
    for (const payload of [
      { ...PUSH, ref: "refs/heads/other" },
      { ...PUSH, ref: "refs/heads/{Branch}" },
      { ...PUSH, commits: [] },
      { ...PUSH, commits: [{ id: COMMIT, skip: true }] },
      { ...PUSH, after: undefined },
      { ...PUSH, deleted: true },
      [],
      null,
      "refs/heads/main",
    ]) {
      expect(await deliver(url, { payload, headers: {} })).toMatchObject({
        status: 200,
        message: expect.stringMatching(/nothing/),
      });
    }
    expect((await deliver(url, { headers: { "x-github-event": "ping" } })).status).toBe(200);
    expect(await executions()).toEqual(before);
    expect((await list())[0]?.lastTriggered).toBeUndefined();
    expect((await deliver(url, { headers: {} })).pipelineExecutionId).toBeDefined();
  });

  it("takes the newest commit when it names none of the branch", async () => {
    const { url } = (await put({ filters: [] })) ?? {};
    const payloads = [
      { ref: "refs/tags/v1", after: COMMIT },
      { ...PUSH, after: "--upload-pack=x" },
      { ...PUSH, after: 7 },
    ];
    for (const payload of payloads) {
      const { pipelineExecutionId } = await deliver(url, { payload });
      const job = test.runner.jobs.find((candidate) => candidate.pipelineExecutionId === pipelineExecutionId);
      expect(job?.actionName).toBe("Checkout");
      expect(job?.sourceRevision).toBeUndefined();
      await checkOut();
    }
  });

  it("that cannot start its pipeline leaves the reason with the webhook", async () => {
    const { url } = (await put()) ?? {};
    await client.send(new DeletePipelineCommand({ name: "shop" }));
    expect((await deliver(url)).status).toBe(409);
    expect((await list())[0]).toMatchObject({
      errorCode: "PipelineNotFoundException",
      errorMessage: expect.stringContaining("does not exist any more"),
    });
  });

  it.each([
    ["no JSON", { body: "payload=%7B%7D" }, 400],
    ["no UTF-8", { body: "\u0000" }, 400],
    ["too large", { body: `"${"x".repeat(5 * 1024 * 1024)}"` }, 413],
    ["deep", { body: "[".repeat(1_000_000) }, 400],
  ])("is refused when it is %s", async (_title, sent, status) => {
    const { url } = (await put()) ?? {};
    expect((await deliver(url, sent)).status).toBe(status);
  });

  it("is refused at a URL that is none, and by other methods", async () => {
    const { url = "" } = (await put()) ?? {};
    expect((await deliver(url.replace(/t=\w+/, "t=0"))).status).toBe(404);
    expect((await test.handle(new Request(url))).status).toBe(405);
  });
});
