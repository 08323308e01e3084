import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import type { LogSearch } from "@/lib/contracts/log";
import type { TextQuery } from "@/lib/pipeline/logs/find-text";
import { searchOf } from "./log-copies";
import { type LogAddress, requireLog } from "./require-log";

/** After this an answer says how far it has come; asked again, it goes on from there. */
const TIME_MS = 1_000;
/** How long a log that nobody has opened before is waited for. */
const FIRST_WAIT_MS = 1_000;

interface SearchOptions extends TextQuery {
  /** The match of that number, from 1; beyond the last comes the first, before the first the last. */
  readonly match?: number | undefined;
  /** Or the first match at or after a line, counted from 0; after the last comes the first. */
  readonly near?: number | undefined;
  readonly signal: AbortSignal;
}

/** Counts a text in everything that was read of a log, and finds one of its places. */
export async function searchLog(viewer: Viewer, address: LogAddress, options: SearchOptions): Promise<LogSearch> {
  const { text, isCaseSensitive, signal } = options;
  const { stream, overAt } = await requireLog(viewer, address);
  if (!stream) return { count: 0, searchedLines: 0, isThrough: true, match: null };
  const { copy } = stream;
  const release = copy.hold(overAt);
  try {
    const isThere = (): boolean => copy.text !== null || copy.state.isCaughtUp || copy.state.problem !== null;
    await copy.until(isThere, { signal, timeoutMs: FIRST_WAIT_MS });
    const { problem } = copy.state;
    if (!copy.text && problem) throw problem;
    if (!copy.text) return { count: 0, searchedLines: 0, isThrough: copy.state.isCaughtUp, match: null };
    const search = searchOf(copy, copy.text, { text, isCaseSensitive });
    const until = performance.now() + TIME_MS;
    const counted = await search.count(() => signal.aborted || performance.now() > until);
    return { ...counted, match: await find(counted.count) };

    async function find(count: number): Promise<LogSearch["match"]> {
      if (count === 0) return null;
      if (options.match !== undefined) return search.find(((((options.match - 1) % count) + count) % count) + 1);
      if (options.near === undefined) return null;
      return (await search.findFrom(options.near)) ?? search.find(1);
    }
  } finally {
    release();
  }
}
