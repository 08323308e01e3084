import { existsSync } from "node:fs";

/** What a browser without a network and without a sandbox needs; see `scripts/test.mjs` for its installation. */
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
const INSTALLED = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
];

/** Playwright's launch options for the Chromium or Chrome of this machine; its own download is only the fallback. */
export function chromiumLaunchOptions(): { readonly args: string[]; readonly executablePath?: string } {
  const executablePath = INSTALLED.find((candidate) => existsSync(candidate));
  return { args: FLAGS, ...(executablePath && { executablePath }) };
}
