import { chromium, type Page } from "playwright";
import { chromiumLaunchOptions } from "./chromium";
import { OWNER } from "./stack";

/** Gives `work` a page of the installed Chromium in which the owner is signed in. */
export async function withSignedInPage(url: string, work: (page: Page) => Promise<void>): Promise<void> {
  const browser = await chromium.launch(chromiumLaunchOptions());
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(`${url}/sign-in`);
    await page.getByLabel("E-mail").fill(OWNER.email);
    await page.getByLabel("Password", { exact: true }).fill(OWNER.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL((address) => !address.pathname.startsWith("/sign-in"));
    await work(page);
  } finally {
    await browser.close();
  }
}
