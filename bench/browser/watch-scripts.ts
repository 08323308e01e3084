import type { Page } from "playwright";

export interface ScriptWatch {
  /** Bytes of JavaScript that the network carried since the watch began or was asked last. */
  take(): number;
  stop(): Promise<void>;
}

/** Counts scripts as they were transferred, compressed; the browser's cache is off meanwhile. */
export async function watchScripts(page: Page): Promise<ScriptWatch> {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  const scripts = new Set<string>();
  let transferred = 0;
  session.on("Network.responseReceived", ({ requestId, type }) => type === "Script" && scripts.add(requestId));
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) transferred += encodedDataLength;
  });
  return {
    take() {
      const taken = transferred;
      transferred = 0;
      return taken;
    },
    stop: () => session.detach(),
  };
}
