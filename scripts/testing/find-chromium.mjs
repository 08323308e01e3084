import { existsSync } from "node:fs";

const INSTALLED = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** Where this machine's Chromium or Chrome is; undefined when there is none. */
export function findChromium() {
  return INSTALLED.find((candidate) => existsSync(candidate));
}
