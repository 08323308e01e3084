import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import type { LogLine, LogLines } from "@/lib/contracts/log";
import { lineWindow } from "./line-window";
import type { LogText } from "./log-text";
import { type LogAddress, requireLog } from "./require-log";

const MAX_LINES = 1_000;
/** Characters in one answer, beyond its first line. */
const MAX_LENGTH = 512 * 1024;
const LINES_AT_ONCE = 50;
/** How long lines are waited for that the copy has not come to. */
const WAIT_MS = 10_000;

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
    return { from, lines: copy.text ? await windowsOf(copy.text, { from, to, column }) : [] };
  } finally {
    release();
  }
}

/** A few lines at a time, because each may be a megabyte. */
async function windowsOf(text: LogText, { from, to, column }: Omit<LineRange, "signal">): Promise<LogLine[]> {
  const windows: LogLine[] = [];
  let length = 0;
  for (let line = from; line < Math.min(to, text.lines); line += LINES_AT_ONCE) {
    for (const copied of await text.read(line, Math.min(to, line + LINES_AT_ONCE))) {
      const window = lineWindow(copied, column);
      length += window.text.length;
      if (length > MAX_LENGTH && windows.length > 0) return windows;
      windows.push(window);
    }
  }
  return windows;
}
