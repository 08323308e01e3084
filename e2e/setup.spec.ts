import { expect, test } from "@playwright/test";
import { startStack, withFolder } from "@/scripts/testing/stack";
import { expectAccessible, inBothThemes } from "./axe";

const OWNER = { email: "first@penstock.invalid", name: "First", password: "the-first-password" };

test("the printed link creates the owner once", async ({ page }) => {
  await withFolder(async (dataDir) => {
    const env = { PENSTOCK_OWNER_EMAIL: "", PENSTOCK_OWNER_PASSWORD: "", PENSTOCK_DEMO: "off" };
    const stack = await startStack({ dataDir, env });
    try {
      await expect.poll(() => stack.output()).toContain("/setup?token=");
      const link = /http\S+\/setup\?token=\S+/.exec(stack.output())?.[0] ?? "";
      await page.goto(link);
      await inBothThemes(page, () => expectAccessible(page));
      await page.getByLabel("E-mail").fill(OWNER.email);
      await page.getByLabel("Name").fill(OWNER.name);
      await page.getByLabel("Password", { exact: true }).fill("short");
      await page.getByRole("button", { name: "Create the owner" }).click();
      await expect(page.getByRole("alert").filter({ hasText: "Use at least 12 characters." })).toBeVisible();
      await expect(page.getByLabel("Name")).toHaveValue(OWNER.name);
      await page.getByLabel("Password", { exact: true }).fill(OWNER.password);
      await page.getByRole("button", { name: "Create the owner" }).click();
      await page.waitForURL(`${stack.url}/`);
      await page.goto(link);
      await expect(page.getByRole("heading", { name: "This link is no longer good" })).toBeVisible();
    } finally {
      await stack.stop();
    }
  });
});
