import type { Page } from "playwright";
import { median, type Report } from "../report";
import { timeToInteractive } from "./time-to-interactive";

const VISITS = 5;

interface PageLoad {
  /** What its figures begin with. */
  readonly name: string;
  readonly url: string;
  /** There once the page can be used. */
  readonly selector: string;
  readonly report: Report;
}

/**
 * What opening a page takes: the server's time to the first and the last byte of the document, what the network
 * carries of it and of everything else, compressed, with an empty cache, and the time until it can be used.
 */
export async function reportPageLoad(page: Page, { name, url, selector, report }: PageLoad): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  const documents = new Set<string>();
  let documentBytes = 0;
  let totalBytes = 0;
  session.on("Network.responseReceived", ({ requestId, type }) => type === "Document" && documents.add(requestId));
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    totalBytes += encodedDataLength;
    if (documents.has(requestId)) documentBytes += encodedDataLength;
  });
  const samples: Record<"first" | "last" | "document" | "total" | "interactive", number[]> = {
    first: [],
    last: [],
    document: [],
    total: [],
    interactive: [],
  };
  await page.goto(url); // the first visit of all compiles and fills caches
  for (let visit = 0; visit < VISITS; visit += 1) {
    documentBytes = 0;
    totalBytes = 0;
    samples.interactive.push(await timeToInteractive(page, url, selector));
    const { first, last } = await page.evaluate(() => {
      const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[]; // by its type
      return navigation
        ? {
            first: navigation.responseStart - navigation.requestStart,
            last: navigation.responseEnd - navigation.requestStart,
          }
        : { first: Number.NaN, last: Number.NaN };
    });
    samples.first.push(first);
    samples.last.push(last);
    samples.document.push(documentBytes / 1_024);
    samples.total.push(totalBytes / 1_024);
  }
  await session.detach();
  report(`${name}.server`, median(samples.first), "ms");
  report(`${name}.server.whole`, median(samples.last), "ms");
  report(`${name}.transfer.document`, median(samples.document), "KiB");
  report(`${name}.transfer.total`, median(samples.total), "KiB");
  report(`${name}.interactive`, median(samples.interactive), "ms");
}
