import "server-only";
import path from "node:path";
import { systemClock } from "@/lib/clock";
import { readEnv } from "@/lib/env";
import type { TextQuery } from "@/lib/pipeline/logs/find-text";
import { LogCopy, type LogCopyOptions } from "./log-copy";
import type { LogText } from "./log-text";
import { LogTextSearch } from "./log-text-search";

interface KeptCopy {
  readonly copy: LogCopy;
  /** The least recently used first. */
  readonly searches: Map<string, LogTextSearch>;
}

/** What all copies of one process may take together; those that nobody holds go first, the least recently used first. */
const MAX_COPIES = 64;
const MAX_BYTES = 4 * 1024 ** 3;
const GIVEN_UP_AFTER_MS = 10 * 60_000;
const MAX_SEARCHES = 8;

/** Next evaluates modules more than once per process, so what they share hangs on the global object. */
const holder = globalThis as typeof globalThis & { penstockLogCopies?: Map<string, KeptCopy> }; // the property is ours alone

/** The one copy of a log in this process; everybody who watches the log shares it. */
export function logCopyOf(key: string, source: Pick<LogCopyOptions, "read" | "newestAt">): LogCopy {
  const copies = (holder.penstockLogCopies ??= new Map());
  const kept = copies.get(key) ?? { copy: openCopy(source), searches: new Map() };
  copies.delete(key);
  giveUpCopies(copies);
  copies.set(key, kept);
  return kept.copy;
}

/** The search for that text, with all it has counted so far. */
export function searchOf(copy: LogCopy, text: LogText, query: TextQuery): LogTextSearch {
  const kept = [...(holder.penstockLogCopies?.values() ?? [])].find((candidate) => candidate.copy === copy);
  const searches = kept?.searches ?? new Map<string, LogTextSearch>();
  const key = JSON.stringify(query);
  const search = searches.get(key) ?? new LogTextSearch(text, query);
  searches.delete(key);
  searches.set(key, search);
  for (const oldest of searches.keys()) {
    if (searches.size <= MAX_SEARCHES) break;
    searches.delete(oldest);
  }
  return search;
}

function openCopy(source: Pick<LogCopyOptions, "read" | "newestAt">): LogCopy {
  const directory = path.join(readEnv().PENSTOCK_DATA_DIR, "cache", "logs");
  return new LogCopy({ ...source, directory, clock: systemClock });
}

function giveUpCopies(copies: Map<string, KeptCopy>): void {
  let bytes = [...copies.values()].reduce((sum, { copy }) => sum + copy.size, 0);
  const idle = [...copies].filter(([, { copy }]) => !copy.isHeld && copy.releasedAt > 0);
  for (const [key, { copy }] of idle) {
    const isOld = systemClock.now() - copy.releasedAt > GIVEN_UP_AFTER_MS;
    if (!isOld && copies.size < MAX_COPIES && bytes <= MAX_BYTES) continue;
    bytes -= copy.size;
    copies.delete(key);
    copy.close().catch((error: unknown) => process.stderr.write(`A copy of a log was not closed: ${String(error)}\n`));
  }
}
