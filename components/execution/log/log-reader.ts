import type { LogPage } from "@/lib/contracts/log-page";
import type { TextStyle } from "@/lib/pipeline/logs/text-style";
import { linesOfPage, type LogLine, START_STYLE } from "./log-lines";

const POLL_EVERY_MS = 1_000;
const RETRY_AFTER_MS = 4_000;
/** The last lines of an action may be delivered a little after its end. */
const ENDS_TO_SEE = 2;

export interface LogSnapshot {
  readonly lines: readonly LogLine[];
  /** Everything written so far is here. */
  readonly hasReachedEnd: boolean;
  /** The last attempt to read failed; it is tried again, and the lines stay. */
  readonly error: Error | null;
  /** Epoch milliseconds of the last answer. */
  readonly readAt: number | null;
}

export interface LogReader {
  readonly subscribe: (listener: () => void) => () => void;
  readonly getSnapshot: () => LogSnapshot;
  /** Reads on from where it stopped. @returns stops it */
  readonly start: () => () => void;
  /** A growing log is asked for more until this is false. */
  readonly setGrowing: (isGrowing: boolean) => void;
}

const EMPTY: LogSnapshot = { lines: [], hasReachedEnd: false, error: null, readAt: null };

/**
 * Reads a log from its beginning, page after page, and goes on while the log grows. It keeps its place when stopped
 * and when a read fails, so no line is read twice or lost.
 */
export function createLogReader(read: (nextToken: string | null, signal: AbortSignal) => Promise<LogPage>): LogReader {
  const listeners = new Set<() => void>();
  let snapshot = EMPTY;
  let token: string | null = null;
  let style: TextStyle = START_STYLE;
  let isGrowing = true;
  let wake = () => {};

  function tell(change: Partial<LogSnapshot>): void {
    snapshot = { ...snapshot, ...change };
    for (const listener of listeners) listener();
  }

  async function readPage(signal: AbortSignal): Promise<LogPage> {
    const page = await read(token, signal);
    signal.throwIfAborted();
    const next = linesOfPage(page.events, style);
    token = page.nextToken ?? token;
    style = next.style;
    tell({
      lines: next.lines.length === 0 ? snapshot.lines : [...snapshot.lines, ...next.lines],
      hasReachedEnd: page.isAtEnd,
      error: null,
      readAt: Date.now(),
    });
    return page;
  }

  async function readAll(signal: AbortSignal): Promise<void> {
    let endsSeen = 0;
    while (!signal.aborted) {
      try {
        const page = await readPage(signal);
        endsSeen = page.isAtEnd && !isGrowing ? endsSeen + 1 : 0;
        if (endsSeen >= ENDS_TO_SEE) return;
        if (page.isAtEnd || page.events.length === 0) await pause(POLL_EVERY_MS, signal);
      } catch (error) {
        if (signal.aborted) return;
        tell({ error: error instanceof Error ? error : new Error(String(error)) });
        await pause(RETRY_AFTER_MS, signal);
      }
    }
  }

  function pause(durationMs: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(done, durationMs);
      function done() {
        clearTimeout(timer);
        signal.removeEventListener("abort", done);
        resolve();
      }
      wake = done;
      signal.addEventListener("abort", done);
    });
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getSnapshot: () => snapshot,
    start() {
      const controller = new AbortController();
      void readAll(controller.signal);
      return () => controller.abort();
    },
    setGrowing(next) {
      if (isGrowing === next) return;
      isGrowing = next;
      wake();
    },
  };
}
