import { DeleteWebhookCommand, StartPipelineExecutionCommand } from "@aws-sdk/client-codepipeline";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { startFakeGitHub, type FakeGitHub } from "./testing/fake-github";
import {
  gitHubPipeline,
  SECRET,
  secretsWith,
  startThirdPartyHarness,
  TOKEN,
  type ThirdPartyHarness,
} from "../../testing/third-party-harness";

let harness: ThirdPartyHarness;
beforeEach(async () => {
  harness = await startThirdPartyHarness();
  await harness.bind();
});
afterEach(() => harness.dispose());

function answerAll(gitHub: FakeGitHub, status: number, body: unknown): void {
  gitHub.interrupt((_request, response) => void response.writeHead(status).end(JSON.stringify(body)));
}

/** What the call is refused with. */
function refusal(): Promise<Error> {
  return harness.register().then(
    () => new Error("It was not refused."),
    (thrown: Error) => thrown,
  );
}

it("sends the token to no other server", async () => {
  const other = await startFakeGitHub({ token: TOKEN, repositories: ["acme/shop"] });
  for (const location of [`${other.url}/repos/acme/shop/hooks`, "//evil.invalid/", "file:///etc/passwd", "http://["]) {
    harness.gitHub.interrupt((_request, response) => void response.writeHead(302, { location }).end());
    await expect(harness.register()).rejects.toThrow(/redirects elsewhere/);
  }
  harness.gitHub.interrupt((request, response) => void response.writeHead(301, { location: request.url }).end());
  await expect(harness.register()).rejects.toThrow(/redirects more than 3 times/);
  expect(other.requests).toEqual([]);
  await other.close();
});

it.each([
  [401, { message: "Bad credentials" }, 'Invalid credentials [StatusCode: 401, Body: {"message":"Bad credentials"}]'],
  [403, {}, "Forbidden [StatusCode: 403, Body: {}]"],
  [404, { message: "Not Found" }, 'Not found [StatusCode: 404, Body: {"message":"Not Found"}]'],
  [
    422,
    { message: "Validation Failed", errors: ["no", { message: "url" }] },
    "Validation failed [StatusCode: 422, Body: {",
  ],
  [500, "<html>", "Server error [StatusCode: 500]"],
  [304, null, "Unexpected answer [StatusCode: 304]"],
])("tells of answer %i as the service does", async (status, body, cause) => {
  answerAll(harness.gitHub, status, body);
  const error = await refusal();
  expect(error).toMatchObject({ name: "ValidationException" });
  expect(error).toHaveProperty(
    "message",
    expect.stringContaining(`Webhook could not be registered with GitHub. Error cause: ${cause}`),
  );
  expect(await harness.webhook()).toMatchObject({
    errorCode: String(status),
    errorMessage: expect.stringContaining(cause),
  });
  harness.gitHub.interrupt(null);
  await harness.register();
  expect((await harness.webhook())?.errorCode).toBeUndefined();
});

it.each([
  ["no list", {}],
  ["no hooks", [{ id: "1" }]],
  ["numbers that are none", [{ id: 1e300, config: {} }, { id: -1 }]],
  ["too much", "x".repeat(1024 ** 2)],
  ["null", null],
])("believes no server that answers with %s", async (_title, body) => {
  answerAll(harness.gitHub, 200, body);
  await expect(harness.register()).rejects.toMatchObject({ name: "ValidationException" });
  expect(await harness.webhook()).toMatchObject({ errorCode: "UnexpectedAnswer" });
});

it("believes no server that answers with another hook, or a page, when it is to change one", async () => {
  await harness.register();
  for (const body of ['{"id": 7}', "<html>Sign in</html>"]) {
    harness.gitHub.interrupt((_request, response) => void response.writeHead(200).end(body));
    await expect(harness.register()).rejects.toThrow(/does not answer as GitHub's API does/);
  }
  harness.gitHub.interrupt(null);
  await harness.register();
  expect(harness.gitHub.hooks()).toHaveLength(1);
});

it("stops looking when a server never ends its list", async () => {
  let id = 0;
  harness.gitHub.interrupt((_request, response) => {
    id += 1;
    response.writeHead(200).end(JSON.stringify([{ id, config: { url: "no url" } }, { id: id + 1 }]));
  });
  await expect(harness.register()).rejects.toThrow(/on more than 20 pages/);
});

it("shows no secret, whatever the server says", async () => {
  const written = vi.spyOn(process.stderr, "write");
  const echo = { message: `bad token ${TOKEN}, ${Buffer.from(TOKEN).toString("base64")}`, errors: [SECRET] };
  harness.gitHub.interrupt((request, response) => {
    if (request.method === "POST") response.writeHead(422).end(JSON.stringify(echo));
  });
  const error = await refusal();
  harness.gitHub.interrupt((_request, response) => void response.destroy());
  const second = await refusal();
  const texts = [error, second].map(({ message, stack }) => [message, stack]);
  const kept = [await harness.engine.store.findWebhook("on-push"), await harness.webhook(), written.mock.calls];
  const told = JSON.stringify([texts, kept]);
  expect(told).toContain("bad token ***");
  expect(told).not.toContain(TOKEN);
  expect(told).not.toContain(Buffer.from(TOKEN).toString("base64").slice(0, 20));
  expect(error.message).not.toContain(SECRET);
  written.mockRestore();
});

it.each([
  ["a line break in it", `${TOKEN}\nX-Other: 1`],
  ["letters that no header has", "ghp_ümlaut-token"],
  ["nothing in it", ""],
])("refuses a token with %s and does not show it", async (_title, token) => {
  await harness.engine.writeFiles("", { "secrets.json": secretsWith(token) });
  const error = await refusal();
  expect(error).toMatchObject({
    name: "ValidationException",
    message: expect.stringMatching(/The token is empty, or has/),
  });
  expect(harness.gitHub.requests).toEqual([]);
});

it("says which secret is missing, and where", async () => {
  await harness.bind({ apiTokenSecret: "github/other" });
  await expect(harness.register()).rejects.toThrow(/github\/other\. Add it to .*secrets\.json/);
  expect(await harness.webhook()).toMatchObject({ errorCode: "ConfigurationError" });
});

it.each([
  { Owner: "..", Repo: "shop" },
  { Owner: "acme", Repo: "../../user" },
  { Owner: "acme", Repo: "shop?x=1" },
  { Owner: "acme", Repo: "." },
  { Owner: "ac%2fme", Repo: "shop" },
  { Owner: "acme", Repo: "shöp" },
])("asks nothing about the repository $Owner/$Repo", async (configuration) => {
  await harness.bind({ name: "*/*" });
  await harness.update(gitHubPipeline(configuration));
  await expect(harness.register()).rejects.toThrow(/is no repository of GitHub/);
  expect(harness.gitHub.requests).toEqual([]);
});

it("holds up nothing while a server does not answer, and gives up in time", async () => {
  harness.gitHub.interrupt(() => new Promise(() => undefined));
  const refused = refusal();
  await expect.poll(() => harness.gitHub.requests.length).toBe(1);
  await harness.put({ name: "other" });
  await harness.client.send(new StartPipelineExecutionCommand({ name: "shop" }));
  await harness.client.send(new DeleteWebhookCommand({ name: "other" }));
  expect(await refused).toMatchObject({
    name: "ValidationException",
    message: expect.stringMatching(/did not answer in time/),
  });
});
