import type { Locator, Page } from "@playwright/test";
import { expectAccessible, inBothThemes } from "./axe";
import { expect, OWNER, test } from "./fixtures/test";

let made = 0;

/** Each test has its own pipeline, opened with the code beside the canvas. */
async function openSplit(page: Page): Promise<string> {
  const name = `coded-${Date.now()}-${(made += 1)}`;
  // What glides into place cannot be aimed at.
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto("/pipelines/new");
  await page.getByLabel("Pipeline name").fill(name);
  await page.getByLabel("Build, approve, deploy").check();
  await page.getByRole("button", { name: "Create draft" }).click();
  await page.getByRole("radio", { name: "Split" }).click();
  await expect(code(page)).toContainText(`name: ${name}`);
  return name;
}

const code = (page: Page): Locator => page.getByRole("textbox", { name: "Definition of the pipeline" });
const line = (page: Page, text: string): Locator => page.locator(".cm-line").filter({ hasText: text }).first();
const node = (page: Page, name: RegExp): Locator =>
  page.getByRole("application", { name: "Pipeline canvas" }).getByRole("button", { name });
const inspector = (page: Page): Locator => page.getByRole("complementary", { name: "Inspector" });
const state = (page: Page): Locator => page.getByRole("region", { name: "Code" }).getByRole("status");

/** Puts the cursor at the end of the line that holds the text; the page may still have been settling at the first try. */
async function endOf(page: Page, text: string): Promise<void> {
  await expect(async () => {
    await line(page, text).click();
    await expect(page.locator(".cm-activeLine")).toContainText(text, { timeout: 1_000 });
  }).toPass();
  await page.keyboard.press("End");
}

async function saved(page: Page): Promise<void> {
  await expect(page.getByRole("status").filter({ hasText: /^Saved \d\d:\d\d/ })).toBeVisible();
}

test("code and canvas follow each other by mouse: names, selection, comments and undo", async ({ ownerPage: page }) => {
  await openSplit(page);
  await endOf(page, "name: Approve");
  await page.keyboard.type("Release # asks the team");
  await expect(node(page, /^ApproveRelease Manual/)).toBeVisible();
  await expect(inspector(page).getByLabel("Action name")).toHaveValue("ApproveRelease");

  await node(page, /^Build CodeBuild/).click();
  await expect(page.locator(".cm-node-first")).toContainText("name: Build");
  await inspector(page).getByLabel("Project name").fill("from-canvas");
  await expect(code(page)).toContainText("ProjectName: from-canvas");
  await expect(code(page)).toContainText("name: ApproveRelease # asks the team");
  await saved(page);

  await inspector(page).getByLabel("Project name").fill("");
  const problems = page.getByRole("region", { name: "Problems and changes" });
  await expect(problems.getByText("ProjectName is required by CodeBuild")).toBeVisible();
  await page.keyboard.press("Escape");
  await problems.getByRole("button", { name: "Go to field" }).first().click();
  await expect(inspector(page).getByLabel("Project name")).toBeFocused();
  await expect(page.locator(".cm-lintRange-error")).toBeVisible();

  await page.getByRole("button", { name: /^Undo/ }).click();
  await expect(code(page)).not.toContainText("from-canvas");
  await page.getByRole("button", { name: /^Undo/ }).click();
  await expect(node(page, /^Approve Manual/)).toBeVisible();
});

test("code that cannot be read leaves the canvas, survives a reload, and joins what happened meanwhile", async ({
  ownerPage: page,
}) => {
  await openSplit(page);
  await endOf(page, "name: Approve");
  await page.keyboard.type(": x");
  await expect(state(page)).toContainText(/^Line \d+, column \d+: /);
  await expect(page.getByText("This is the last definition that could be read.")).toBeVisible();
  await expect(node(page, /^Approve Manual/)).toBeVisible();
  await node(page, /^Build CodeBuild/).click();
  await inspector(page).getByLabel("Project name").fill("meanwhile");
  await saved(page);

  await page.reload();
  await expect(state(page)).toContainText(/^Line \d+, column \d+: /);
  await expect(code(page)).toContainText("name: Approve: x");
  await endOf(page, "name: Approve:");
  for (let key = 0; key < 3; key += 1) await page.keyboard.press("Backspace");
  await page.keyboard.type("2");
  await expect(state(page)).toContainText("In step with the canvas");
  await expect(node(page, /^Approve2 Manual/)).toBeVisible();
  await expect(code(page)).toContainText("ProjectName: meanwhile");
});

test("lines have their height from the first frame on, so keys and clicks go where the text is", async ({
  ownerPage: page,
}) => {
  await openSplit(page);
  await page.addInitScript(() => {
    const look = (): void => {
      const { dataset } = document.documentElement;
      const heights = new Set(dataset["lineHeights"]?.split(" "));
      for (const line of document.querySelectorAll(".cm-line:not(:empty)"))
        heights.add(getComputedStyle(line).lineHeight);
      if (heights.size > 0) dataset["lineHeights"] = [...heights].join(" ");
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.reload();
  await endOf(page, "name: Approve");
  expect(await page.evaluate(() => document.documentElement.dataset["lineHeights"])).toBe("19px");
});

test("what was typed is there when the editor is opened again without a reload", async ({ ownerPage: page }) => {
  const name = await openSplit(page);
  await endOf(page, "name: Approve");
  await page.keyboard.type(" # by whom");
  await expect(state(page)).toContainText("In step with the canvas");
  await saved(page);
  await page.getByRole("link", { name: "Pipelines", exact: true }).first().click();
  await expect(page).toHaveURL(/\/pipelines$/);
  await page.goBack();
  await expect(code(page)).toContainText("name: Approve # by whom");
  await expect(code(page)).toContainText(`name: ${name}`);
});

test("the same by the keyboard alone: completion, search, and the way out", async ({ ownerPage: page }) => {
  const name = await openSplit(page);
  await code(page).focus();
  // What nobody typed, no undo takes away.
  await page.keyboard.press("Control+z");
  await expect(code(page)).toContainText(`name: ${name}`);
  await page.keyboard.press("Control+f");
  await page.keyboard.type("name: Approve");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await expect(inspector(page).getByLabel("Action name")).toHaveValue("Approve");
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await page.keyboard.type("name");
  const offers = page.getByRole("listbox");
  await expect(offers.getByRole("option", { name: /^namespace/, selected: true })).toBeVisible();
  // For 75 ms an offer takes no key, so that nobody takes what they have not seen.
  await page.waitForTimeout(200);
  await page.keyboard.press("Enter");
  await expect(page.locator(".cm-activeLine")).toContainText("namespace: ");
  await page.keyboard.type("gate");
  await expect(inspector(page).getByLabel("Namespace")).toHaveValue("gate");
  await page.keyboard.press("1");
  await expect(code(page)).toContainText("namespace: gate1");
  await page.keyboard.press("Control+z");
  await expect(code(page)).not.toContainText("namespace: gate1");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  await expect(code(page)).not.toBeFocused();
});

test("what is typed outlives the session, which is opened again in place", async ({ ownerPage: page }) => {
  await openSplit(page);
  await saved(page);
  await page.context().clearCookies();
  await endOf(page, "name: Approve");
  await page.keyboard.type("After");
  await expect(page.getByText("Not saved: your session has ended, kept in this browser")).toBeVisible();
  await page.getByRole("button", { name: "Sign in" }).click();
  const dialog = page.getByRole("dialog", { name: "Sign in again?" });
  await dialog.getByLabel("E-mail").fill(OWNER.email);
  await dialog.getByLabel("Password", { exact: true }).fill(OWNER.password);
  await dialog.getByRole("button", { name: "Sign in", exact: true }).click();
  await saved(page);
  await expect(code(page)).toContainText("name: ApproveAfter");
});

test("code passes axe in both themes and both spellings, and fills a phone", async ({ ownerPage: page }) => {
  const name = await openSplit(page);
  await line(page, "name: Approve").click();
  await inBothThemes(page, () => expectAccessible(page));
  await page.getByRole("radio", { name: "JSON" }).click();
  await expect(code(page)).toContainText(`"name": "${name}"`);
  await inBothThemes(page, () => expectAccessible(page));
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(page.getByRole("radio", { name: "Code" })).toBeChecked();
  expect((await code(page).boundingBox())?.width).toBeGreaterThan(300);
  await inBothThemes(page, () => expectAccessible(page));
});
