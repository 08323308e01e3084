import { execFileSync } from "node:child_process";
import { expectAccessible } from "./axe";
import { expect, test } from "./fixtures/test";

const SECTIONS = ["executions", "stages", "actions", "conditions", "gates", "waterfall"];

/**
 * Draws the components themselves with the style sheets of the production build, so that every status is in sight
 * without a pipeline that reaches it. Another machine smooths type differently: the pictures allow for that, and for
 * no more. After a change that is meant: `npx playwright test e2e/statuses.spec.ts --update-snapshots`.
 */
for (const theme of ["light", "dark"]) {
  test(`every status looks as it did, ${theme}`, async ({ page, stack }) => {
    await page.goto(`${stack.url}/sign-in`);
    const styles = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLLinkElement>("link[rel=stylesheet]")].map(({ href }) => href),
    );
    const sheet = execFileSync(process.execPath, ["--import", "tsx", "e2e/statuses/status-sheet.tsx"], {
      encoding: "utf8",
    });
    const links = styles.map((href) => `<link rel="stylesheet" href="${href}">`).join("");
    await page.setContent(
      `<!doctype html><html lang="en" data-theme="${theme}"><head><title>Statuses</title>${links}</head><body><main><h1>Statuses</h1>${sheet}</main></body></html>`,
      { waitUntil: "networkidle" },
    );
    await page.evaluate(() => document.fonts.ready);
    for (const name of SECTIONS) {
      await expect(page.getByRole("region", { name, exact: true })).toHaveScreenshot(`${name}-${theme}.png`);
    }
    await expectAccessible(page);
  });
}
