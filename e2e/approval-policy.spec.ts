import { writeFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "@playwright/test";
import { expectAccessible, inBothThemes } from "./axe";
import { answerElsewhere, createGatedPipeline, invite, openRequest } from "./fixtures/gated-pipeline";
import { commit } from "./fixtures/repository";
import { expect, test } from "./fixtures/test";

const SHOTS = process.env["PENSTOCK_SHOTS"];

test("two people must approve: the first vote waits, the second ships, and both see it live", async ({
  ownerPage: owner,
  browser,
  stack,
}) => {
  await createGatedPipeline(owner, stack, "gated");
  await expect(async () => {
    await owner.goto("/pipelines/local/gated");
    await expect(owner.getByRole("button", { name: "More for gated" })).toBeVisible({ timeout: 10_000 });
  }).toPass();
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

  const amal = await invite(owner, browser, { email: "amal@penstock.invalid", name: "Amal", role: "approver" });
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
  const { client, repository } = await createGatedPipeline(owner, stack, "busy");
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
  await expect(owner.getByRole("heading", { name: "Greet again" })).toBeVisible();
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
