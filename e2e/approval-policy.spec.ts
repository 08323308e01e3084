import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { CreatePipelineCommand, GetPipelineStateCommand, PutApprovalResultCommand } from "@aws-sdk/client-codepipeline";
import type { Browser, Page } from "@playwright/test";
import type { Stack } from "@/scripts/testing/stack";
import { engineClient } from "@/scripts/testing/engine-client";
import { expectAccessible, inBothThemes } from "./axe";
import { commit } from "./fixtures/repository";
import { expect, test } from "./fixtures/test";

const PASSWORD = "another-password-for-tests";
const SHOTS = process.env["PENSTOCK_SHOTS"];

test("two people must approve: the first vote waits, the second ships, and both see it live", async ({
  ownerPage: owner,
  browser,
  stack,
}) => {
  test.setTimeout(300_000);
  await createPipeline(owner, stack, "gated");
  await expect(async () => {
    await owner.goto("/pipelines/local/gated");
    await expect(owner.getByRole("button", { name: "More for gated" })).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 60_000 });
  await owner.getByRole("button", { name: "More for gated" }).click();
  await owner.getByRole("menuitem", { name: "Approval policy…" }).click();
  const dialog = owner.getByRole("dialog");
  await dialog.getByLabel("For").selectOption({ label: "Stage Production" });
  await dialog.getByLabel("Approvals needed").fill("0");
  await dialog.getByRole("button", { name: "Save policy" }).click();
  await expect(dialog.getByLabel("Approvals needed")).toHaveAttribute("aria-invalid", "true");
  await dialog.getByLabel("Approvals needed").fill("2");
  await dialog.getByLabel("Not the author of the change").check();
  await inBothThemes(owner, () => expectAccessible(owner));
  await shoot(owner, "dialog");
  await dialog.getByRole("button", { name: "Save policy" }).click();
  await expect(dialog.getByText(/Saved by owner/)).toBeVisible();

  const amal = await invite(owner, browser, "amal@penstock.invalid", "Amal");
  const request = "/approvals?request=";
  await openRequest(owner, "gated");
  await owner.waitForURL(`**${request}**`);
  await amal.goto(owner.url());
  await expect(owner.getByText("Needs 2 more from")).toBeVisible();
  await amal.getByLabel("Comment").fill("Checked the greeting.");
  await amal.getByRole("button", { name: "Approve", exact: true }).click();
  await expect(amal.getByText("Your approval is recorded. Others must approve too")).toBeVisible();

  await expect(owner.getByRole("list", { name: "Votes" })).toContainText("Checked the greeting.");
  await expect(owner.getByText("Needs one more from")).toBeVisible();
  await inBothThemes(owner, () => expectAccessible(owner));
  await shoot(owner, "card");
  await owner.getByRole("form", { name: "Decision" }).getByRole("button", { name: "Approve" }).press("Enter");
  await expect(owner.getByText("gated Production is approved")).toBeVisible();

  await expect(amal.getByText("This request no longer waits")).toBeVisible();
  await expect(amal.getByText(/Approved by Amal, owner via Penstock\. Amal: Checked the greeting\./)).toBeVisible();
  await expectAccessible(amal);
  await shoot(amal, "answered");
  await amal.context().close();
});

test("the newest gets through by one rejection, and an answer given elsewhere shows with its author", async ({
  ownerPage: owner,
  stack,
}) => {
  test.setTimeout(300_000);
  const { client, repository } = await createPipeline(owner, stack, "busy");
  await openRequest(owner, "busy");
  writeFileSync(path.join(repository, "greeting.txt"), "Hello again\n");
  commit(repository, "Greet again");
  await expect(owner.getByText("A newer execution waits behind this one:")).toBeVisible({ timeout: 90_000 });
  await owner.getByLabel("Comment").fill("Superseded by the next one.");
  await owner.getByRole("button", { name: "Reject and let the newest through" }).press("Enter");
  const question = owner.getByRole("alertdialog");
  await expect(question).toContainText("then enters Production");
  await expect(question).toContainText("Superseded by the next one.");
  await inBothThemes(owner, () => expectAccessible(owner));
  await shoot(owner, "newest");
  await question.getByRole("button", { name: /^Reject/ }).click();
  await expect(owner.getByText("busy Production is rejected")).toBeVisible();

  await openRequest(owner, "busy");
  await expect(owner.getByRole("heading", { name: "Greet again" })).toBeVisible({ timeout: 60_000 });
  await owner.getByLabel("Comment").fill("Half a thought");
  await answerElsewhere(client, "busy");
  await expect(owner.getByText("This request no longer waits")).toBeVisible();
  await expect(owner.getByText("From the command line")).toBeVisible();
  await expect(owner.getByText("Approved by penstock")).toBeVisible();
  await expect(owner.getByText("Your comment was not sent:")).toBeVisible();
  await expect(owner.getByText("Half a thought")).toBeVisible();
  await inBothThemes(owner, () => expectAccessible(owner));
  await shoot(owner, "elsewhere");
});

type Client = Awaited<ReturnType<typeof engineClient>>["client"];

/** A pipeline of a repository and an approval, created as any client of the API would. */
async function createPipeline(
  page: Page,
  stack: Stack,
  name: string,
): Promise<{ readonly client: Client; readonly repository: string }> {
  const repository = path.join(mkdtempSync(path.join(tmpdir(), "penstock-policy-")), name);
  mkdirSync(repository);
  execFileSync("git", ["init", "--quiet", "--initial-branch=main", repository]);
  writeFileSync(path.join(repository, "greeting.txt"), "Hello\n");
  commit(repository, "Greet");
  await bindRepository(page, name, repository);
  const { client } = await engineClient(stack.dataDir);
  await client.send(new CreatePipelineCommand({ pipeline: pipeline(name) }));
  return { client, repository };
}

/** As `aws codepipeline put-approval-result` does. */
async function answerElsewhere(client: Client, pipelineName: string): Promise<void> {
  const { stageStates = [] } = await client.send(new GetPipelineStateCommand({ name: pipelineName }));
  const token = stageStates.flatMap(({ actionStates = [] }) => actionStates).at(-1)?.latestExecution?.token;
  await client.send(
    new PutApprovalResultCommand({
      pipelineName,
      stageName: "Production",
      actionName: "Approve",
      token,
      result: { status: "Approved", summary: "From the command line" },
    }),
  );
}

async function openRequest(page: Page, pipelineName: string): Promise<void> {
  await page.goto("/approvals");
  const inbox = page.getByRole("region", { name: "Inbox" });
  await inbox.getByRole("button", { name: new RegExp(pipelineName) }).click({ timeout: 60_000 });
}

async function bindRepository(page: Page, name: string, repository: string): Promise<void> {
  await page.goto("/settings/local-resources");
  await page.getByRole("button", { name: "Bind a name" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Kind").selectOption({ label: "Repository" });
  await dialog.getByRole("textbox").first().fill(name);
  await dialog.getByLabel("Git repository").fill(repository);
  await dialog.getByRole("button", { name: /^Bind/ }).click();
  await expect(dialog).toBeHidden();
}

async function invite(owner: Page, browser: Browser, email: string, name: string): Promise<Page> {
  await owner.goto("/settings/people");
  const form = owner.getByRole("form", { name: "Invite somebody" });
  await form.getByLabel("E-mail").fill(email);
  await form.getByLabel("Role").selectOption("approver");
  await form.getByRole("button", { name: "Create invitation" }).click();
  const link = await owner.getByText(/^http\S+\/invitation\?token=/).innerText();
  const page = await (await browser.newContext({ baseURL: new URL(link).origin })).newPage();
  await page.goto(link);
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Join the workspace" }).click();
  await page.waitForURL((url) => url.pathname === "/");
  return page;
}

function pipeline(name: string) {
  const type = (category: "Source" | "Approval", provider: string) =>
    ({ category, owner: "AWS", provider, version: "1" }) as const;
  return {
    name,
    pipelineType: "V2" as const,
    roleArn: "arn:aws:iam::000000000000:role/penstock",
    artifactStore: { type: "S3" as const, location: `${name}-artifacts` },
    stages: [
      {
        name: "Source",
        actions: [
          {
            name: "Checkout",
            actionTypeId: type("Source", "CodeCommit"),
            configuration: { RepositoryName: name, BranchName: "main" },
            outputArtifacts: [{ name: "Source" }],
          },
        ],
      },
      { name: "Production", actions: [{ name: "Approve", actionTypeId: type("Approval", "Manual") }] },
    ],
  };
}

async function shoot(page: Page, name: string): Promise<void> {
  if (!SHOTS) return;
  for (const width of [1440, 390]) {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
      await page.emulateMedia({ colorScheme });
      await page.waitForTimeout(300);
      await page.screenshot({ path: path.join(SHOTS, `${name}-${width}-${colorScheme}.png`) });
    }
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: "light" });
}
