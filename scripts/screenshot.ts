import path from "node:path";
import { withSignedInPage } from "./testing/signed-in-page";
import { startStack, withFolder } from "./testing/stack";

const FILE = path.resolve("docs/screenshot.png");
const WITHIN_MS = 180_000;

/** Makes the README's picture: the sample's first execution, waiting for approval in a new workspace. */
await withFolder(async (dataDir) => {
  const stack = await startStack({ dataDir });
  try {
    await withSignedInPage(stack.url, async (page) => {
      await page.goto(`${stack.url}/pipelines/local/hello-web/history`);
      await page.locator('main a[href*="/executions/"]').first().click({ timeout: WITHIN_MS });
      await page.getByText("Waiting for approval").first().waitFor({ timeout: WITHIN_MS });
      await page.waitForLoadState("networkidle", { timeout: 5_000 }).catch(() => null); // live pages never fall silent
      await page.screenshot({ path: FILE });
    });
  } finally {
    await stack.stop();
  }
});
console.log(FILE);
process.exit(0);
