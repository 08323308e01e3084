import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import type { LogLines, LogLine } from "@/lib/contracts/log";
import { PenstockError } from "@/lib/errors";
import { EventLineReader } from "@/lib/pipeline/logs/event-lines";
import { lineWindow } from "./line-window";
import { type LogAddress, requireLog } from "./require-log";

const MAX_LINES = 1_000;
/** Characters in one answer, beyond its first line. */
const MAX_LENGTH = 512 * 1024;
/** How long lines are waited for that the copy has not come to. */
const WAIT_MS = 10_000;
const NEWEST_LINES = 300;

interface LineRange {
  /** Counted from 0. */
  readonly from: number;
  /** Excluded. */
  readonly to: number;
  /** Where the window of a long line shall be; characters from 0. */
  readonly column?: number | undefined;
  readonly signal: AbortSignal;
}

/** Lines by number. Where they have not been read yet, it waits for them a while. */
export async function getLogLines(viewer: Viewer, address: LogAddress, range: LineRange): Promise<LogLines> {
  const { stream, overAt } = await requireLog(viewer, address);
  const { from, column, signal } = range;
  if (!stream) return { from, lines: [] };
  const { copy } = stream;
  const release = copy.hold(overAt);
  try {
    const to = Math.min(range.to, from + MAX_LINES);
    const isThere = (): boolean => {
      const { lines, isCaughtUp, isCut, problem } = copy.state;
      return lines >= to || isCaughtUp || isCut || problem !== null;
    };
    await copy.until(isThere, { signal, timeoutMs: WAIT_MS });
    const { problem, lines: known } = copy.state;
    if (known <= from && problem) throw problem;
    const copied = (await copy.text?.read(from, to)) ?? [];
    return { from, lines: withinLimit(copied.map((line) => lineWindow(line, column))) };
  } finally {
    release();
  }
}

/** The newest lines at once, before anybody knows their numbers. */
export async function getNewestLogLines(viewer: Viewer, address: LogAddress): Promise<{ readonly lines: LogLine[] }> {
  const { stream, overAt } = await requireLog(viewer, address);
  if (!stream) return { lines: [] };
  const events = await stream.newest(NEWEST_LINES).catch((error: unknown) => {
    // The stream appears with its first line, a moment after the action has started.
    if (overAt === null && error instanceof PenstockError && error.code === "not_found") return [];
    throw error;
  });
  const reader = new EventLineReader();
  const lines = events.flatMap(({ at, message }) => reader.linesOf(message).map((text) => lineWindow({ at, text })));
  return { lines: withinLimit(lines.slice(-NEWEST_LINES).toReversed()).toReversed() };
}

function withinLimit(lines: readonly LogLine[]): LogLine[] {
  let left = MAX_LENGTH;
  const end = lines.findIndex(({ text }, index) => {
    left -= text.length;
    return index > 0 && left < 0;
  });
  return end === -1 ? [...lines] : lines.slice(0, end);
}
