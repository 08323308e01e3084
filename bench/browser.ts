import { existsSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright";
import { OWNER } from "./stack";

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const INSTALLED = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Gives `work` a page of the installed Chromium in which the owner is signed in. */
export async function withSignedInPage(url: string, work: (page: Page) => Promise<void>): Promise<void> {
  const browser = await launch();
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

async function launch(): Promise<Browser> {
  const executablePath = INSTALLED.find((candidate) => existsSync(candidate));
  return chromium.launch({ args: FLAGS, ...(executablePath && { executablePath }) });
}
