import { defineConfig } from "@playwright/test";
import { chromiumLaunchOptions } from "./scripts/testing/chromium";

/** Journeys against the production build and real processes. Each worker starts a stack of its own; see e2e/fixtures. */
export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: process.env["CI"] ? [["line"], ["json", { outputFile: "test-results/playwright.json" }]] : "line",
  use: {
    browserName: "chromium",
    viewport: { width: 1440, height: 900 },
    launchOptions: chromiumLaunchOptions(),
    trace: "retain-on-failure",
    actionTimeout: 15_000,
  },
});
