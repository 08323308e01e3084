import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import type { LogLine, LogLines } from "@/lib/contracts/log";
import { lineWindow } from "./line-window";
import { type LogAddress, requireLog } from "./require-log";

const MAX_LINES = 1_000;
/** Characters in one answer, beyond its first line. */
const MAX_LENGTH = 512 * 1024;
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
    const copied = (await copy.text?.read(from, to)) ?? [];
    return { from, lines: withinLimit(copied.map((line) => lineWindow(line, column))) };
  } finally {
    release();
  }
}

function withinLimit(lines: readonly LogLine[]): LogLine[] {
  let left = MAX_LENGTH;
  const end = lines.findIndex(({ text }, index) => {
    left -= text.length;
    return index > 0 && left < 0;
  });
  return end === -1 ? [...lines] : lines.slice(0, end);
}
