import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import type { LogLine, LogSummary } from "@/lib/contracts/log";
import { EventLineReader } from "@/lib/pipeline/logs/event-lines";
import { iso, isoOrNull } from "@/lib/server/iso";
import { lineWindow } from "./line-window";
import type { LogCopy } from "./log-copy";
import { type LogAddress, type LogStream, requireLog } from "./require-log";

/** How long a question waits for a change, below what proxies allow. */
const WAIT_MS = 20_000;
/** How long the first question waits for a log that is read in a moment. */
const FIRST_WAIT_MS = 250;
const NEWEST_LINES = 200;
/** Where an action has not said yet where it writes, it is looked up this often. */
const NO_STREAM_WAIT_MS = 1_500;

/** What is known of a log. With the `version` of the last answer, it waits until there is more. */
export async function getLogSummary(
  viewer: Viewer,
  address: LogAddress,
  { after, signal }: { readonly after?: string | undefined; readonly signal: AbortSignal },
): Promise<LogSummary> {
  const { stream, overAt } = await requireLog(viewer, address);
  if (!stream) {
    if (after !== undefined && overAt === null) await pause(NO_STREAM_WAIT_MS, signal);
    return nothingYet(overAt !== null);
  }
  const { copy } = stream;
  const newest = after === undefined && !copy.state.isCaughtUp ? await newestLines(stream) : null;
  const release = copy.hold(overAt);
  try {
    const isNews = (): boolean =>
      after === undefined
        ? copy.state.isCaughtUp || copy.state.problem !== null
        : copy.version !== after || copy.state.isComplete;
    await copy.until(isNews, { signal, timeoutMs: after === undefined ? FIRST_WAIT_MS : WAIT_MS });
    return { ...summaryOf(copy), newest: copy.state.isCaughtUp ? null : newest };
  } finally {
    release();
  }
}

/** What a screen shows. Before reading begins, which keeps this process busy. */
async function newestLines({ newest }: LogStream): Promise<LogLine[] | null> {
  const reader = new EventLineReader();
  try {
    const events = await newest(NEWEST_LINES);
    const lines = events.flatMap(({ at, message }) => reader.linesOf(message).map((text) => lineWindow({ at, text })));
    return lines.slice(-NEWEST_LINES);
  } catch {
    // Reading meets the same failure, and tells it.
    return null;
  }
}

function summaryOf(copy: LogCopy): Omit<LogSummary, "newest"> {
  const { problem, sections, ...state } = copy.state;
  return {
    ...state,
    version: copy.version,
    sections: sections.map((section) => ({
      ...section,
      startedAt: iso(section.startedAt),
      endedAt: isoOrNull(section.endedAt),
    })),
    problem: problem && { code: problem.code, message: problem.message, ...problem.details },
  };
}

function nothingYet(isOver: boolean): LogSummary {
  return {
    version: "none",
    lines: 0,
    bytes: 0,
    isCaughtUp: true,
    isComplete: isOver,
    isCut: false,
    share: 1,
    firstErrorLine: null,
    sections: [],
    newest: null,
    problem: null,
  };
}

function pause(durationMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, durationMs);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
