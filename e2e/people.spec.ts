import type { Browser, Page } from "@playwright/test";
import { expectAccessible, inBothThemes } from "./axe";
import { expect, OWNER, signIn, test } from "./fixtures/test";

const PASSWORD = "another-password-for-tests";

/** Invites somebody under Settings, People. @returns the link */
async function invite(page: Page, email: string, role: string): Promise<string> {
  await page.goto("/settings/people");
  const form = page.getByRole("form", { name: "Invite somebody" });
  await form.getByLabel("E-mail").fill(email);
  await form.getByLabel("Role").selectOption(role);
  await form.getByRole("button", { name: "Create invitation" }).click();
  return page.getByText(/^http\S+\/invitation\?token=/).innerText();
}

/** Opens a link in a browser of its own and joins. */
async function join(browser: Browser, link: string, name: string): Promise<Page> {
  const page = await (await browser.newContext({ baseURL: new URL(link).origin })).newPage();
  await page.goto(link);
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Join the workspace" }).click();
  await page.waitForURL((url) => url.pathname === "/");
  return page;
}

test("an invited viewer joins once, reads, and may not govern", async ({ ownerPage, browser }) => {
  const link = await invite(ownerPage, "vik@penstock.invalid", "viewer");
  const page = await join(browser, link, "Vik");
  await page.goto("/settings/people");
  await expect(page.getByText("Your role, viewer, may not manage connections and people.")).toBeVisible();
  await page.goto("/settings/audit");
  await expect(page.getByText("Your role, viewer, may not")).toBeVisible();
  await page.context().clearCookies();
  await page.goto(link);
  await expect(page.getByText("This invitation was used already.")).toBeVisible();
  await page.context().close();
});

test("a withdrawn invitation and a made-up link say why they are no good", async ({ ownerPage, browser }) => {
  const link = await invite(ownerPage, "wen@penstock.invalid", "editor");
  await ownerPage.getByRole("button", { name: "Withdraw the invitation of wen@penstock.invalid" }).click();
  await expect(ownerPage.getByText("The invitation of wen@penstock.invalid is withdrawn.")).toBeVisible();
  const page = await (await browser.newContext()).newPage();
  await page.goto(link);
  await expect(page.getByText("This invitation was withdrawn.")).toBeVisible();
  await page.goto(`${new URL(link).origin}/invitation?token=made-up`);
  await expect(page.getByText("This link is not an invitation of this workspace.")).toBeVisible();
  await inBothThemes(page, () => expectAccessible(page));
  await page.context().close();
});

test("a changed role counts at once, and shutting out ends the session", async ({ ownerPage, browser }) => {
  const page = await join(browser, await invite(ownerPage, "ada@penstock.invalid", "viewer"), "Ada");
  await ownerPage.goto("/settings/people");
  await ownerPage.getByLabel("Role of Ada").selectOption("admin");
  await expect(ownerPage.getByText("Ada is now admin.")).toBeVisible();
  await page.goto("/settings/people");
  await expect(page.getByRole("button", { name: "Create invitation" })).toBeVisible();
  await expect(page.getByLabel("Role of owner")).toHaveCount(0);
  await ownerPage.getByRole("button", { name: "Shut out Ada" }).click();
  await ownerPage.getByRole("alertdialog").getByRole("button", { name: "Shut out Ada" }).click();
  await expect(ownerPage.getByText("Ada is shut out.")).toBeVisible();
  await page.goto("/settings/people");
  await expect(page).toHaveURL(/\/sign-in/);
  await page.context().close();
});

test("the last owner cannot step down", async ({ ownerPage }) => {
  await ownerPage.goto("/settings/people");
  await ownerPage.getByLabel("Role of owner").selectOption("viewer");
  await expect(ownerPage.getByText("owner is the last owner of this workspace.")).toBeVisible();
  await expect(ownerPage.getByLabel("Role of owner")).toHaveValue("owner");
});

test("a new password ends the other sessions and keeps this one", async ({ ownerPage, browser }) => {
  const page = await join(browser, await invite(ownerPage, "pat@penstock.invalid", "approver"), "Pat");
  const other = await (await browser.newContext({ baseURL: new URL(page.url()).origin })).newPage();
  await signIn(other, { email: "pat@penstock.invalid", password: PASSWORD });
  await page.goto("/settings/account");
  await page.getByLabel("Current password").fill("wrong-password");
  await page.getByLabel("New password").fill("a-third-password-for-tests");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "The current password is wrong." })).toBeAttached();
  await page.getByLabel("Current password").fill(PASSWORD);
  await page.getByLabel("New password").fill("a-third-password-for-tests");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("Your password is changed.")).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Pat" })).toBeVisible();
  await other.goto("/settings/account");
  await expect(other).toHaveURL(/\/sign-in/);
  await Promise.all([page.context().close(), other.context().close()]);
});

test("settings pages pass axe in both themes, and the audit log shows what was done", async ({ ownerPage: page }) => {
  await invite(page, "axe@penstock.invalid", "operator");
  await inBothThemes(page, () => expectAccessible(page));
  await page.goto("/settings/audit");
  await expect(page.getByRole("row").filter({ hasText: "axe@penstock.invalid" })).toContainText("invitation.create");
  await inBothThemes(page, () => expectAccessible(page));
  await page.goto("/settings/account");
  await expect(page.getByText(OWNER.email).first()).toBeVisible();
  await inBothThemes(page, () => expectAccessible(page));
});
