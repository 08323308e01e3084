import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { CreatePipelineCommand } from "@aws-sdk/client-codepipeline";
import type { Browser, Page } from "@playwright/test";
import { freePort } from "@/scripts/start/ports.mjs";
import { engineClient } from "@/scripts/testing/engine-client";
import { type Stack, startStack } from "@/scripts/testing/stack";
import { expectAccessible, inBothThemes } from "./axe";
import { action, dropBehindLastStage, dropOnCanvas, fillAction, wire } from "./fixtures/canvas";
import { commit, createRepository, endProgram } from "./fixtures/repository";
import { expect, test } from "./fixtures/test";

const PASSWORD = "a long enough password";
const PIPELINE = "journey";
const SEED = path.resolve("e2e/fixtures/seed-workflow.yml");

/** The main job from an empty machine to the figures, with a second engine that plays the AWS account. */
test.describe("the main job", () => {
  test.describe.configure({ mode: "serial" });

  const folder = mkdtempSync(path.join(tmpdir(), "penstock-journey-"));
  const repository = path.join(folder, "repository");
  const deployments = path.join(folder, "deployments");
  let aws: Stack;
  let stack: Stack;
  let owner: Page;
  let port: number;

  test.beforeAll(async ({ browser }) => {
    port = await freePort();
    createRepository(repository, port);
    aws = await startStack({ dataDir: path.join(folder, "aws"), args: ["--only", "engine"] });
    stack = await startStack({
      dataDir: path.join(folder, "data"),
      env: {
        PENSTOCK_OWNER_EMAIL: "",
        PENSTOCK_OWNER_PASSWORD: "",
        AWS_CONFIG_FILE: path.join(aws.dataDir, "aws", "config"),
        AWS_SHARED_CREDENTIALS_FILE: path.join(aws.dataDir, "aws", "credentials"),
      },
    });
    owner = await newPage(browser, stack);
  });

  test.afterAll(async () => {
    await stack.stop();
    await aws.stop();
    endProgram(path.join(deployments, "srv/hello-web/server.pid"));
    endProgram(path.join(folder, "data/deployments/hello-web/srv/hello-web/server.pid"));
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  });

  test("0: the printed link creates the owner, who lands in a workspace with a sample", async () => {
    await expect.poll(() => stack.output()).toContain("/setup?token=");
    const link = /http\S+\/setup\?token=\S+/.exec(stack.output())?.[0] ?? "";
    await owner.goto(link);
    await join(owner, { email: "noor@penstock.invalid", name: "Noor" });
    await owner.goto("/pipelines");
    await expect(owner.getByRole("link", { name: "hello-web", exact: true })).toBeVisible();
    await expect(owner.getByText("demo data").first()).toBeVisible();

    await owner.goto(link);
    await expect(owner.getByRole("main")).toContainText("This link is no longer good");
  });

  test("1: a pipeline is drawn by dragging, wired port to port, and its problems clear", async () => {
    await owner.goto("/settings/local-resources");
    await bind(owner, { kind: "Repository", name: PIPELINE, field: "Git repository", value: repository });
    await bind(owner, {
      kind: "Deployment group",
      name: `${PIPELINE}/local`,
      field: "Directory of target 1",
      value: deployments,
    });

    await owner.goto("/pipelines/new");
    await owner.getByLabel("Pipeline name").fill("x".repeat(300));
    await expect(owner.getByText(/100 characters/).first()).toBeVisible();
    await owner.getByLabel("Pipeline name").fill(PIPELINE);
    await owner.getByText("An empty canvas").click();
    await owner.getByRole("button", { name: "Create draft" }).click();
    await owner.waitForURL(`**/pipelines/local/${PIPELINE}/edit`);

    const canvas = owner.getByLabel("Pipeline canvas");
    await dropOnCanvas(owner, "CodeCommit", canvas);
    await fillAction(owner, { "Action name": "Checkout", "Repository name": PIPELINE, "Branch name": "main" });
    await dropBehindLastStage(owner, "CodeBuild");
    await expect(owner.getByRole("tab", { name: /Problems/ })).toContainText(/[1-9]/);
    await fillAction(owner, { "Action name": "Build", "Project name": PIPELINE });
    await dropBehindLastStage(owner, "Manual");
    await fillAction(owner, { "Action name": "Approve" });
    await dropBehindLastStage(owner, "CodeDeploy");
    await fillAction(owner, {
      "Action name": "Deploy",
      "Application name": PIPELINE,
      "Deployment group name": "local",
    });

    await wire(owner, "Checkout", "Build");
    await wire(owner, "Build", "Deploy");
    await expect(owner.getByText("No problems found.")).toBeVisible();
    await expect(owner.getByRole("status").filter({ hasText: "Saved" })).toBeVisible();
    await owner.getByRole("button", { name: /^Undo/ }).click();
    await expect(owner.getByText("No problems found.")).toBeHidden();
    await owner.getByRole("button", { name: /^Redo/ }).click();
    await expect(owner.getByText("No problems found.")).toBeVisible();
  });

  test("2 and 3: it is published, and its first execution really clones and builds, live on the page", async () => {
    await owner.getByRole("button", { name: "Publish…" }).click();
    await owner.getByLabel("Message").fill("Draw it");
    await owner.getByRole("button", { name: `Create ${PIPELINE}` }).click();
    await expect(owner.getByRole("button", { name: /^Live v1/ })).toBeVisible();

    await openLatestExecution(owner);
    await action(owner, "Build").click();
    await expect(owner.getByLabel("Log lines")).toContainText("Running command node --test");
    await expect(owner.getByRole("button", { name: "Review approval" })).toBeVisible();
  });

  test("4: an approval in the browser lets it deploy, and the deployed program answers", async () => {
    await openLatestExecution(owner);
    await owner.getByRole("button", { name: "Review approval" }).click();
    const decision = owner.getByRole("form", { name: "Decision" });
    await decision.getByLabel("Comment").fill("Looks right");
    await decision.getByRole("button", { name: "Approve" }).click();
    await expect(owner.getByLabel("Execution", { exact: true })).toContainText("Succeeded");
    const answer = await fetch(`http://127.0.0.1:${port}/`).then((response) => response.text());
    expect(answer).toContain("Hello from Penstock");
  });

  test("5: a breaking push starts an execution by itself, fails at a log line, and a fix succeeds", async () => {
    const page = path.join(repository, "page.mjs");
    const text = readFileSync(page, "utf8");
    writeFileSync(page, text.replace('"Hello from Penstock"', '"Goodbye"'));
    commit(repository, "Break the greeting");
    await expect.poll(() => latestStatus(owner), { timeout: 90_000 }).toBe("Failed");
    await openLatestExecution(owner);
    await expect(owner.getByText("Break the greeting").first()).toBeVisible();
    await action(owner, "Build").click();
    await expect(owner.getByLabel("Log lines")).toContainText("not ok 1 - greets");
    await expect(owner.getByRole("button", { name: /First error/ })).toBeVisible();

    await owner.getByRole("button", { name: "Retry" }).click();
    await owner.getByRole("menuitem", { name: "Retry failed actions of Build" }).click();
    await owner.getByRole("dialog").getByRole("button", { name: "Retry failed actions" }).click();
    await expect(owner.getByLabel("Attempt")).toBeVisible();

    writeFileSync(page, text.replace("Hello from Penstock", "Hello again"));
    commit(repository, "Greet again");
    await expect.poll(() => waitingApprovals(owner), { timeout: 90_000 }).toBeGreaterThan(0);
    await openLatestExecution(owner);
    await expect(owner.getByText("Greet again").first()).toBeVisible();
    await owner.getByRole("button", { name: "Review approval" }).click();
    await owner.getByRole("form", { name: "Decision" }).getByRole("button", { name: "Approve" }).click();
    await expect(owner.getByLabel("Execution", { exact: true })).toContainText("Succeeded");
    await expect
      .poll(() => fetch(`http://127.0.0.1:${port}/`).then((response) => response.text()))
      .toContain("Hello again");
  });

  test("6: the history lists them, filtered by address, and the analytics show what happened", async () => {
    await owner.goto(`/pipelines/local/${PIPELINE}/history`);
    const rows = owner.getByRole("table", { name: "Executions" }).getByRole("row");
    await expect(rows).toHaveCount(4);
    await expect(rows.nth(1)).toContainText("Greet again");
    await owner.goto(`/pipelines/local/${PIPELINE}/history?status=Failed`);
    await expect(rows).toHaveCount(2);
    await expect(rows.nth(1)).toContainText("Break the greeting");

    await owner.goto(`/lanes?source=${PIPELINE}, main`);
    const lanes = owner.getByRole("table", { name: "Commits by stages" });
    await expect(lanes.getByRole("row", { name: /Greet again/ })).toContainText("live");
    await expect(lanes.getByRole("row", { name: /Break the greeting/ })).toContainText("Failed");

    await owner.goto(`/analytics?connection=local&pipeline=${PIPELINE}`);
    await expect(owner.getByText("3 runs")).toBeVisible();
    await expect(owner.getByRole("row", { name: /Build/ })).toBeVisible();
    await owner.goto("/analytics?connection=demo&pipeline=shop-api&days=90");
    await expect(owner.getByText("includes demo data")).toBeVisible();
  });

  test("7: an AWS account is one form away, tested, imported, watched and published to alike", async () => {
    const { client, endpoint } = await engineClient(aws.dataDir);
    await client.send(new CreatePipelineCommand({ pipeline: remotePipeline() }));
    await owner.goto("/accounts");
    await owner
      .getByRole("button", { name: /Connect AWS|Add connection/ })
      .first()
      .click();
    await owner.getByLabel("Name", { exact: true }).fill("Production");
    await owner.getByLabel("Region").fill("us-east-1");
    await owner.getByLabel("A named profile").check();
    await owner.getByLabel("Profile", { exact: true }).fill("penstock");
    await owner.getByLabel("Endpoint URL").fill("http://127.0.0.1:9/");
    await owner.getByRole("button", { name: "Test the connection" }).click();
    await expect(
      owner
        .getByRole("alert")
        .or(owner.getByText(/does not answer|cannot be reached/i))
        .first(),
    ).toBeVisible();
    await owner.getByLabel("Endpoint URL").fill(endpoint);
    await owner.getByRole("button", { name: "Test the connection" }).click();
    await expect(owner.getByText("000000000001").first()).toBeVisible();
    await owner.getByRole("dialog").getByRole("button", { name: "Add connection" }).click();
    const row = owner.getByRole("row", { name: /Production/ });
    await row.getByRole("button", { name: "Import pipelines" }).click();

    await owner.goto("/pipelines/production/remote");
    await expect(owner.getByText("Review").first()).toBeVisible();
    await owner.goto("/pipelines/production/remote/edit");
    await owner.getByRole("button", { name: /^Review.*Manual/ }).click();
    await owner.getByLabel("Action name").fill("SignOff");
    await owner.getByRole("button", { name: "Publish…" }).click();
    await owner.getByRole("button", { name: "Publish v2" }).click();
    await expect(owner.getByRole("button", { name: /^Live v2/ })).toBeVisible();
  });

  test("7b: the mission's own example imports from a file and runs the same way", async () => {
    const [seedPort, seedRepository, seedDeployments] = [
      await freePort(),
      path.join(folder, "seed"),
      path.join(folder, "seed-target"),
    ];
    createRepository(seedRepository, seedPort);
    await owner.goto("/settings/local-resources");
    await bind(owner, { kind: "Repository", name: "MyRepo", field: "Git repository", value: seedRepository });
    await bind(owner, {
      kind: "Deployment group",
      name: "MyCodeDeployApp/MyDeploymentGroup",
      field: "Directory of target 1",
      value: seedDeployments,
    });

    await owner.goto("/pipelines/new");
    await owner.getByText("A definition you have").click();
    await owner.getByLabel("Definition file").setInputFiles(SEED);
    await owner.getByLabel("Pipeline name").fill("MyPipeline");
    await owner.getByRole("button", { name: "Create draft" }).click();
    await owner.waitForURL("**/pipelines/local/MyPipeline/edit");
    await owner.getByRole("button", { name: "Publish…" }).click();
    await owner.getByRole("button", { name: "Create MyPipeline" }).click();
    await expect(owner.getByRole("button", { name: /^Live v1/ })).toBeVisible();
    await owner.goto("/pipelines/local/MyPipeline/history");
    await expect(owner.getByRole("table", { name: "Executions" })).toContainText("Succeeded", { timeout: 90_000 });
    const answer = await fetch(`http://127.0.0.1:${seedPort}/`).then((response) => response.text());
    expect(answer).toContain("Hello from Penstock");
    endProgram(path.join(seedDeployments, "srv/hello-web/server.pid"));
  });

  test("8: a viewer watches, an approver approves, and neither does more", async ({ browser }) => {
    const viewer = await invite(owner, browser, stack, {
      email: "vera@penstock.invalid",
      name: "Vera",
      role: "viewer",
    });
    await viewer.goto(`/pipelines/local/${PIPELINE}/edit`);
    await expect(viewer.getByText("View only")).toBeVisible();
    await viewer.goto("/approvals");
    await expect(viewer.getByText("hello-web").first()).toBeVisible();
    await expect(viewer.getByText("Your role may look at this request")).toBeVisible();

    const approver = await invite(owner, browser, stack, {
      email: "amal@penstock.invalid",
      name: "Amal",
      role: "approver",
    });
    await approver.goto(`/pipelines/local/${PIPELINE}/edit`);
    await expect(approver.getByText("View only")).toBeVisible();
    await approver.goto("/approvals");
    await approver.getByRole("form", { name: "Decision" }).getByRole("button", { name: "Approve" }).click();
    await expect(approver.getByText(/approved/i).first()).toBeVisible();
  });

  test("axe finds nothing on any page, in either theme", async () => {
    for (const address of [
      "/",
      "/pipelines",
      "/pipelines/new",
      `/pipelines/local/${PIPELINE}`,
      `/pipelines/local/${PIPELINE}/edit`,
      `/pipelines/local/${PIPELINE}/history`,
      "/approvals",
      "/lanes?source=acme%2Fshop-api, main",
      "/analytics?connection=demo&pipeline=shop-api&days=90",
      "/accounts",
      "/settings/people",
      "/settings/local-resources",
      "/settings/audit",
      "/settings/account",
    ]) {
      await owner.goto(address);
      await owner.getByRole("main").waitFor();
      await owner.waitForLoadState("networkidle").catch(() => undefined);
      await inBothThemes(owner, () => expectAccessible(owner));
    }
    await openLatestExecution(owner);
    await inBothThemes(owner, () => expectAccessible(owner));
  });
});

async function newPage(browser: Browser, stack: Stack): Promise<Page> {
  const context = await browser.newContext({ baseURL: stack.url, viewport: { width: 1440, height: 900 } });
  return context.newPage();
}

async function join(page: Page, { email, name }: { email?: string; name: string }): Promise<void> {
  if (email) await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.locator('button[type="submit"]').click();
  await page.waitForURL((url) => url.pathname === "/");
}

async function invite(
  owner: Page,
  browser: Browser,
  stack: Stack,
  { email, name, role }: { email: string; name: string; role: string },
): Promise<Page> {
  await owner.goto("/settings/people");
  await owner.getByLabel("E-mail").fill(email);
  await owner.getByLabel("Role", { exact: true }).selectOption(role);
  await owner.getByRole("button", { name: "Create invitation" }).click();
  const note = owner.getByRole("status").filter({ hasText: email });
  const link = /http\S+\/invitation\?token=[\w-]+/.exec((await note.textContent()) ?? "")?.[0] ?? "";
  const page = await newPage(browser, stack);
  await page.goto(link);
  await join(page, { name });
  return page;
}

interface Binding {
  readonly kind: string;
  readonly name: string;
  readonly field: string;
  readonly value: string;
}

async function bind(page: Page, { kind, name, field, value }: Binding): Promise<void> {
  await page.getByRole("button", { name: "Bind a name" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Kind").selectOption({ label: kind });
  await dialog.getByRole("textbox").first().fill(name);
  await dialog.getByLabel(field).fill(value);
  await dialog.getByRole("button", { name: /^Bind/ }).click();
  await expect(dialog).toBeHidden();
}

async function openLatestExecution(page: Page): Promise<void> {
  await page.goto(`/pipelines/local/${PIPELINE}/history`);
  await page.locator('table a[href*="/executions/"]').first().click();
  await page.waitForURL("**/executions/**");
}

async function latestStatus(page: Page): Promise<string> {
  const response = await page.request.get(`/api/pipelines/local/${PIPELINE}/executions`);
  const { executions } = (await response.json()) as { executions: { status: string }[] };
  return executions[0]?.status ?? "none";
}

async function waitingApprovals(page: Page): Promise<number> {
  const response = await page.request.get("/api/approvals");
  const { approvals } = (await response.json()) as { approvals: { pipelineName: string }[] };
  return approvals.filter(({ pipelineName }) => pipelineName === PIPELINE).length;
}

function remotePipeline() {
  const type = (category: "Source" | "Approval", provider: string) =>
    ({ category, owner: "AWS", provider, version: "1" }) as const;
  return {
    name: "remote",
    pipelineType: "V2" as const,
    roleArn: "arn:aws:iam::000000000001:role/remote",
    artifactStore: { type: "S3" as const, location: "remote-artifacts" },
    stages: [
      {
        name: "Source",
        actions: [
          {
            name: "Checkout",
            actionTypeId: type("Source", "CodeCommit"),
            configuration: { RepositoryName: "remote", BranchName: "main" },
            outputArtifacts: [{ name: "Source" }],
          },
        ],
      },
      { name: "Review", actions: [{ name: "Review", actionTypeId: type("Approval", "Manual") }] },
    ],
  };
}
