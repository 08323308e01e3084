import { describe, expect, it } from "vitest";
import { createFaultInjection } from "../faults/fault-injection";
import { createMemoryStore } from "../store/memory-store";
import { penstockEngineService, type PenstockEngine } from "./penstock-engine-service";

const CALLER = { accountId: "000000000001", region: "us-east-1", principalArn: "arn:aws:iam::000000000001:user/me" };
const REPOSITORY = { type: "repository", name: "shop", url: "/srv/git/shop" };
const FUNCTION = {
  type: "lambda-function",
  name: "notify",
  runtime: "python",
  codeDirectory: "/srv/functions/notify",
  handler: "app.handler",
};
const GROUP = {
  type: "deployment-group",
  name: "shop/production",
  targets: [{ name: "one", rootDirectory: "/srv/one" }],
  deploymentConfig: "AllAtOnce",
};

const FAULTS = { faults: createFaultInjection(() => 0), onFaultRules: () => undefined };

/** Keeps targets, delivers nothing. */
function deliveryOf(targets: Map<string, string>): PenstockEngine["delivery"] {
  return {
    putTarget: async ({ name, url }) => void targets.set(name, url),
    deleteTarget: async (name) => void targets.delete(name),
    listTargets: async () => [...targets].map(([name, url]) => ({ name, url, waitingEvents: 0 })),
  };
}

function service() {
  const targets = new Map<string, string>();
  const { invoke } = penstockEngineService({
    store: createMemoryStore(),
    ...FAULTS,
    delivery: deliveryOf(targets),
    reportPullRequest: async ({ pullRequestId }) => ({ commitId: pullRequestId, pipelines: [] }),
  });
  return (operation: string, body: unknown) => invoke(operation, body, CALLER);
}

describe("local resources", () => {
  it("are kept until they are deleted", async () => {
    const call = service();
    await call("PutLocalResource", { resource: REPOSITORY });
    await call("PutLocalResource", { resource: { ...GROUP, future: true } });
    expect(await call("ListLocalResources", {})).toEqual({ resources: [GROUP, REPOSITORY] });
    await call("DeleteLocalResource", { type: "repository", name: "shop" });
    expect(await call("ListLocalResources", {})).toEqual({ resources: [GROUP] });
  });

  it("make the action types of a Jenkins server, and leave those that are there", async () => {
    const store = createMemoryStore();
    const { invoke } = penstockEngineService({
      store,
      ...FAULTS,
      delivery: deliveryOf(new Map()),
      reportPullRequest: () => Promise.reject(new Error("There are no pull requests here.")),
    });
    const server = { type: "jenkins-server", name: "Jenkins", url: "http://localhost:8080/" };
    await invoke("PutLocalResource", { resource: server }, CALLER);
    const types = await store.listActionTypes();
    expect(types.map(({ id }) => `${id.category} ${id.provider}`)).toEqual(["Build Jenkins", "Test Jenkins"]);
    expect(types[0]?.settings.entityUrlTemplate).toBe("http://localhost:8080/job/{Config:ProjectName}");
    await invoke("PutLocalResource", { resource: { ...server, url: "https://ci.example.com" } }, CALLER);
    expect(await store.listActionTypes()).toEqual(types);
  });

  it.each([
    ["a function whose handler names no function", { ...FUNCTION, handler: "index" }, /such as index\.handler/],
    ["a function whose name is an ARN", { ...FUNCTION, name: "arn:aws:lambda" }, /1 to 64 letters/],
    [
      "a state machine that leads nowhere",
      { type: "state-machine", name: "greet", definition: '{"StartAt": "A", "States": {}}' },
      /definition cannot run: .*StartAt goes to A, which is no state/,
    ],
    ["a Jenkins server at no URL", { type: "jenkins-server", name: "Jenkins", url: "file:///etc" }, /http or https/],
    ["an unknown type", { type: "queue", name: "a" }, /resource\.type/],
    ["no name", { ...REPOSITORY, name: "" }, /resource\.name is required/],
    ["a group without its application", { ...GROUP, name: "production" }, /<application>\/<deployment group>/],
    ["a group without targets", { ...GROUP, targets: [] }, /one target at least/],
    [
      "a target outside the file system",
      { ...GROUP, targets: [{ name: "one", rootDirectory: "srv/one" }] },
      /rootDirectory must be an absolute path/,
    ],
  ])("are refused with %s", async (_title, resource, message) => {
    await expect(service()("PutLocalResource", { resource })).rejects.toMatchObject({
      exception: "ValidationException",
      message: expect.stringMatching(message),
    });
  });
});

describe("a report of a pull request", () => {
  const REPORT = {
    repository: "acme/shop",
    event: "OPEN",
    pullRequestId: "7",
    sourceBranch: "feature",
    destinationBranch: "main",
  };

  it("is passed on", async () => {
    expect(await service()("ReportPullRequest", REPORT)).toEqual({ commitId: "7", pipelines: [] });
  });

  it.each([
    ["without a repository", { ...REPORT, repository: "" }, /repository is required/],
    ["of another event", { ...REPORT, event: "MERGED" }, /event/],
    ["of half a commit", { ...REPORT, commitId: "0123" }, /commitId must be a whole commit id/],
  ])("is refused %s", async (_title, report, message) => {
    await expect(service()("ReportPullRequest", report)).rejects.toMatchObject({
      exception: "ValidationException",
      message: expect.stringMatching(message),
    });
  });
});

describe("targets of events", () => {
  const TARGET = { name: "ci", url: "https://ci.example.com/events", key: "a key of sixteen" };

  it("are kept, and never tell their key", async () => {
    const call = service();
    const { key: _key, ...shown } = TARGET;
    expect(await call("PutEventTarget", { target: TARGET })).toEqual({ target: shown });
    expect(await call("ListEventTargets", {})).toEqual({ targets: [{ ...shown, waitingEvents: 0 }] });
    await call("DeleteEventTarget", { name: "ci" });
    expect(await call("ListEventTargets", {})).toEqual({ targets: [] });
  });

  it.each([
    ["the engine's own name", { ...TARGET, name: "environment" }, /started with/],
    ["another scheme", { ...TARGET, url: "file:///etc/passwd" }, /http or https/],
    ["a password", { ...TARGET, url: "https://a:b@example.com/" }, /must not hold a user/],
    ["a short key", { ...TARGET, key: "short" }, /16 characters/],
  ])("are refused with %s", async (_title, target, message) => {
    await expect(service()("PutEventTarget", { target })).rejects.toMatchObject({
      exception: "ValidationException",
      message: expect.stringMatching(message),
    });
  });
});

describe("faults", () => {
  const RULE = { operation: "GetPipelineState", fault: { type: "throttling" }, when: { probability: 0.5 } };

  it("are injected until other rules are put", async () => {
    const call = service();
    expect(await call("PutFaults", { rules: [RULE] })).toEqual({ rules: [RULE] });
    expect(await call("ListFaults", {})).toEqual({ faults: [{ rule: RULE, calls: 0, injected: 0 }] });
    await call("PutFaults", { rules: [] });
    expect(await call("ListFaults", {})).toEqual({ faults: [] });
  });

  it("are refused where they make no sense", async () => {
    const rules = [{ ...RULE, when: { probability: 2 } }];
    await expect(service()("PutFaults", { rules })).rejects.toMatchObject({ exception: "ValidationException" });
  });
});
