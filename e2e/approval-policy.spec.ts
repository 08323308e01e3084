import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { CreatePipelineCommand } from "@aws-sdk/client-codepipeline";
import type { Browser, Page } from "@playwright/test";
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
  const repository = path.join(mkdtempSync(path.join(tmpdir(), "penstock-policy-")), "gated");
  mkdirSync(repository);
  execFileSync("git", ["init", "--quiet", "--initial-branch=main", repository]);
  writeFileSync(path.join(repository, "greeting.txt"), "Hello\n");
  commit(repository, "Greet");
  await bindRepository(owner, repository);
  const { client } = await engineClient(stack.dataDir);
  await client.send(new CreatePipelineCommand({ pipeline: pipeline() }));

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
  await openRequest(owner);
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

async function openRequest(page: Page): Promise<void> {
  await page.goto("/approvals");
  await page.getByRole("region", { name: "Inbox" }).getByRole("button", { name: /gated/ }).click({ timeout: 60_000 });
}

async function bindRepository(page: Page, repository: string): Promise<void> {
  await page.goto("/settings/local-resources");
  await page.getByRole("button", { name: "Bind a name" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Kind").selectOption({ label: "Repository" });
  await dialog.getByRole("textbox").first().fill("gated");
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

function pipeline() {
  const type = (category: "Source" | "Approval", provider: string) =>
    ({ category, owner: "AWS", provider, version: "1" }) as const;
  return {
    name: "gated",
    pipelineType: "V2" as const,
    roleArn: "arn:aws:iam::000000000000:role/gated",
    artifactStore: { type: "S3" as const, location: "gated-artifacts" },
    stages: [
      {
        name: "Source",
        actions: [
          {
            name: "Checkout",
            actionTypeId: type("Source", "CodeCommit"),
            configuration: { RepositoryName: "gated", BranchName: "main" },
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
