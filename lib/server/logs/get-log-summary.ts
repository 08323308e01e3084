import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import type { LogSummary } from "@/lib/contracts/log";
import { iso, isoOrNull } from "@/lib/server/iso";
import type { LogCopy } from "./log-copy";
import { type LogAddress, requireLog } from "./require-log";

/** How long a question waits for a change, below what proxies allow. */
const WAIT_MS = 20_000;
/** How long the first question waits for a log that is read in a moment. */
const FIRST_WAIT_MS = 250;
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
  const release = copy.hold(overAt);
  try {
    const isNews = (): boolean =>
      after === undefined ? copy.state.isCaughtUp || copy.state.problem !== null : copy.version !== after;
    await copy.until(isNews, { signal, timeoutMs: after === undefined ? FIRST_WAIT_MS : WAIT_MS });
    return summaryOf(copy);
  } finally {
    release();
  }
}

function summaryOf(copy: LogCopy): LogSummary {
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
