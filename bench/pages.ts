import type { Page } from "playwright";
import { withSignedInPage } from "@/scripts/testing/signed-in-page";
import { watchScripts } from "./browser/watch-scripts";
import { median, type Report } from "./report";
import { startStack, withFolder } from "@/scripts/testing/stack";

const VISITS = 5;

/** Server time and JavaScript transferred of the three pages people look at most, on the sample workspace. */
export async function benchPages(report: Report): Promise<void> {
  await withFolder(async (folder) => {
    const stack = await startStack({ dataDir: folder });
    try {
      await withSignedInPage(stack.url, async (page) => {
        const execution = await latestExecution(page, stack.url);
        const pages = {
          overview: "/",
          editor: "/pipelines/local/hello-web/edit",
          execution,
        };
        for (const [name, path] of Object.entries(pages)) await measure(page, { name, url: stack.url + path, report });
      });
    } finally {
      await stack.stop();
    }
  });
}

async function latestExecution(page: Page, url: string): Promise<string> {
  await page.goto(`${url}/pipelines/local/hello-web/history`);
  const href = await page.locator('a[href*="/executions/"]').first().getAttribute("href");
  if (!href) throw new Error("The sample has no execution to open.");
  return href;
}

async function measure(
  page: Page,
  { name, url, report }: { readonly name: string; readonly url: string; readonly report: Report },
): Promise<void> {
  const serverMs: number[] = [];
  const scriptBytes: number[] = [];
  const scripts = await watchScripts(page);
  for (let visit = 0; visit < VISITS; visit += 1) {
    scripts.take();
    await page.goto(url, { waitUntil: "load" });
    await page.getByRole("main").waitFor();
    serverMs.push(
      await page.evaluate(() => {
        const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
        return navigation ? navigation.responseStart - navigation.requestStart : Number.NaN;
      }),
    );
    scriptBytes.push(scripts.take());
  }
  await scripts.stop();
  report(`page.${name}.server`, median(serverMs), "ms");
  report(`page.${name}.javascript`, median(scriptBytes) / 1024, "KiB");
}
