import type { CDPSession, Page } from "playwright";
import { withSignedInPage } from "@/scripts/testing/signed-in-page";
import { startStack, withFolder } from "@/scripts/testing/stack";
import { createLargePipeline } from "./browser/large-pipeline";
import { timeToInteractive } from "./browser/time-to-interactive";
import { watchScripts } from "./browser/watch-scripts";
import { median, percentile, type Report } from "./report";

const SAMPLES = 10;
const EDITS = 1_000;
/** A page that answers at once has no task that holds the thread for longer than 50 ms. */
const QUIET_MS = 1_000;

/** How fast the editor of 50 stages and 500 actions opens and answers, what it loads, and what its history costs. */
export async function benchEditor(report: Report): Promise<void> {
  await withFolder(async (folder) => {
    const stack = await startStack({ dataDir: folder });
    try {
      await withSignedInPage(stack.url, async (page) => {
        const sample = `${stack.url}/pipelines/local/hello-web/edit`;
        const large = await createLargePipeline(page, stack);
        const scripts = await watchScripts(page);
        report("editor.sample.interactive", await timeToInteractive(page, sample, "[data-node]"), "ms");
        report("editor.javascript", scripts.take() / 1024, "KiB");
        await page.getByRole("radio", { name: "Code", exact: true }).click();
        await page.locator(".cm-content").waitFor();
        await page.waitForTimeout(QUIET_MS);
        report("editor.javascript.code", scripts.take() / 1024, "KiB");
        await scripts.stop();
        report("editor.large.interactive", await timeToInteractive(page, large, "[data-node]"), "ms");
        await reportTyping(page, `${large}?view=split`, report);
        await reportChecking(page, large, report);
        await reportHeap(page, large, report);
      });
    } finally {
      await stack.stop();
    }
  });
}

/** From the key that changes an action's name in the code until the canvas shows the name. */
async function reportTyping(page: Page, url: string, report: Report): Promise<void> {
  await page.goto(url);
  const line = page.locator(".cm-line", { hasText: "name: Action1x1" }).first();
  for (let scrolls = 0; scrolls < 40 && !(await line.isVisible()); scrolls += 1) {
    await page.locator(".cm-scroller").evaluate((scroller) => scroller.scrollBy(0, 300));
    await page.waitForTimeout(100);
  }
  await line.click();
  await page.keyboard.press("End");
  const times: number[] = [];
  let name = "Action1x1";
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    name += "z";
    times.push(await timeFromKey(page, "z", { selector: "[data-node]", text: name }));
    await page.waitForTimeout(1_200);
  }
  report("editor.keystroke-to-canvas.p50", median(times), "ms");
  report("editor.keystroke-to-canvas.p95", percentile(times, 0.95), "ms");
}

/** From the key that empties a required field until the problems panel tells. */
async function reportChecking(page: Page, url: string, report: Report): Promise<void> {
  await page.goto(url);
  await page.locator('[data-node]:has-text("Action1x1")').first().click();
  const field = page.getByLabel("Project name");
  const told = { selector: '[aria-label="Problems"] li', text: "ProjectName is required" };
  const times: number[] = [];
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    await field.fill("x");
    await page.locator(told.selector, { hasText: told.text }).waitFor({ state: "detached" });
    await field.press("End");
    times.push(await timeFromKey(page, "Backspace", told));
  }
  report("editor.edit-to-problems.p50", median(times), "ms");
  report("editor.edit-to-problems.p95", percentile(times, 0.95), "ms");
}

interface Awaited {
  readonly selector: string;
  readonly text: string;
}

async function timeFromKey(page: Page, key: string, awaited: Awaited): Promise<number> {
  await page.evaluate(watchFor(awaited));
  await page.keyboard.press(key);
  return Number(await page.evaluate("window.penstockSeen"));
}

/** Text, because a function would refer to helpers of the program that compiled it. */
function watchFor({ selector, text }: Awaited): string {
  return `
    window.penstockSeen = new Promise((resolve) => {
      addEventListener("keydown", () => {
        const pressedAt = performance.now();
        const observer = new MutationObserver(() => {
          const elements = [...document.querySelectorAll(${JSON.stringify(selector)})];
          if (!elements.some((element) => element.textContent.includes(${JSON.stringify(text)}))) return;
          observer.disconnect();
          requestAnimationFrame(() => resolve(performance.now() - pressedAt));
        });
        observer.observe(document.body, { subtree: true, childList: true, characterData: true });
      }, { once: true, capture: true });
    });
    undefined;
  `;
}

/** The heap after a thousand moves of an action, each a step of the history, and after all are undone. */
async function reportHeap(page: Page, url: string, report: Report): Promise<void> {
  await page.goto(url);
  const node = page.locator('[data-node]:has-text("Action1x1")').first();
  await node.click();
  await node.focus();
  const session = await page.context().newCDPSession(page);
  report("editor.heap.opened", await heapOf(session), "MiB");
  const startedAt = performance.now();
  for (let edit = 0; edit < EDITS; edit += 1) {
    await page.keyboard.press(edit % 2 === 0 ? "Alt+ArrowDown" : "Alt+ArrowUp");
  }
  report("editor.edit", (performance.now() - startedAt) / EDITS, "ms");
  report("editor.heap.after-1000-edits", await heapOf(session), "MiB");
  for (let edit = 0; edit < EDITS; edit += 1) await page.keyboard.press("Control+z");
  report("editor.heap.after-undoing-them", await heapOf(session), "MiB");
  await session.detach();
}

async function heapOf(session: CDPSession): Promise<number> {
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  return usedSize / 1024 / 1024;
}
