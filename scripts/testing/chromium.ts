import { findChromium } from "./find-chromium.mjs";

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

/** Playwright's launch options for the Chromium or Chrome of this machine; its own download is only the fallback. */
export function chromiumLaunchOptions(): { readonly args: string[]; readonly executablePath?: string } {
  const executablePath = findChromium();
  return { args: FLAGS, ...(executablePath && { executablePath }) };
}
