import type { Page } from "playwright";

/** A page that answers at once has no task that holds the thread for longer than 50 ms. */
const QUIET_MS = 1_000;

/** From the request until `selector` is there and the thread has been free since; measured in the page. */
export async function timeToInteractive(page: Page, url: string, selector: string): Promise<number> {
  await page.goto(url);
  await page.locator(selector).first().waitFor();
  return page.evaluate(
    (quietMs) =>
      new Promise<number>((resolve) => {
        let busyUntil = performance.now();
        const observer = new PerformanceObserver((list) => {
          for (const { startTime, duration } of list.getEntries())
            busyUntil = Math.max(busyUntil, startTime + duration);
        });
        observer.observe({ type: "longtask", buffered: true });
        const timer = setInterval(() => {
          if (performance.now() - busyUntil < quietMs) return;
          clearInterval(timer);
          observer.disconnect();
          resolve(busyUntil);
        }, 50);
      }),
    QUIET_MS,
  );
}
