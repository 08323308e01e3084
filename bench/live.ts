import type { Page } from "playwright";
import { engineClient } from "@/scripts/testing/engine-client";
import { withSignedInPage } from "@/scripts/testing/signed-in-page";
import { startStack, withFolder } from "@/scripts/testing/stack";
import { startApprovalChain } from "./approval-chain";
import { median, percentile, type Report } from "./report";

/** AWS allows 50 actions in a stage. */
const CHANGES = 50;
/** Longer than any is expected to take, so that each change is alone. */
const BETWEEN_MS = 400;

/**
 * From the instant at which the engine took an approval until the open page of the execution has painted that the next
 * one waits: engine, event, worker, database, stream, browser, all of them real.
 */
export async function benchLive(report: Report): Promise<void> {
  await withFolder(async (folder) => {
    const stack = await startStack({ dataDir: folder });
    try {
      const { client } = await engineClient(stack.dataDir);
      await withSignedInPage(stack.url, async (page) => {
        const chain = await startApprovalChain(page, { stack, client, length: CHANGES });
        await page.goto(chain.url);
        const times: number[] = [];
        for (const [index, action] of chain.actions.slice(0, -1).entries()) {
          const next = chain.actions[index + 1] ?? "";
          await page.waitForFunction(isWaiting(action));
          await page.waitForTimeout(BETWEEN_MS);
          const seen = await watchFor(page, next);
          const takenAt = await chain.approve(action);
          times.push((await seen()) - takenAt);
        }
        report("live.change-to-pixel.p50", median(times), "ms");
        report("live.change-to-pixel.p95", percentile(times, 0.95), "ms");
        report("live.change-to-pixel.longest", Math.max(...times), "ms");
      });
    } finally {
      await stack.stop();
    }
  });
}

/** @returns waits for the frame that shows the action waiting, and tells when it was, epoch milliseconds */
async function watchFor(page: Page, action: string): Promise<() => Promise<number>> {
  await page.evaluate(`
    window.penstockSeen = new Promise((resolve) => {
      const isThere = () => ${isWaiting(action)};
      const observer = new MutationObserver(() => {
        if (!isThere()) return;
        observer.disconnect();
        requestAnimationFrame(() => resolve(Date.now()));
      });
      observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
    });
    null`);
  return async () => Number(await page.evaluate("window.penstockSeen"));
}

/** Text, because a function would refer to helpers of the program that compiled it. */
function isWaiting(action: string): string {
  const nodes = `document.querySelectorAll('ol[aria-label="Actions"] button')`;
  return `[...${nodes}].some((node) => node.textContent.includes(${JSON.stringify(action)}) && /waiting/i.test(node.textContent))`;
}
