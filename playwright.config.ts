import { defineConfig } from "@playwright/test";
import { chromiumLaunchOptions } from "./scripts/testing/chromium";

/** Journeys against the production build and real processes. Each worker starts a stack of its own; see e2e/fixtures. */
export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  snapshotPathTemplate: "{testDir}/statuses/{arg}{ext}",
  workers: 1,
  // The limits end what hangs: a machine that is busy with other things must not come near them.
  timeout: 600_000,
  // Fonts come with the code; what another machine may do otherwise is the smoothing of their edges.
  expect: { timeout: 60_000, toHaveScreenshot: { threshold: 0.3, maxDiffPixels: 60 } },
  reporter: process.env["CI"] ? [["line"], ["json", { outputFile: "test-results/playwright.json" }]] : "line",
  use: {
    browserName: "chromium",
    viewport: { width: 1440, height: 900 },
    launchOptions: chromiumLaunchOptions(),
    trace: "retain-on-failure",
    actionTimeout: 60_000,
  },
});
