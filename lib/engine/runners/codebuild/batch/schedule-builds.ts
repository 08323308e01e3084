import type { BatchEntry } from "./expand-batch";

export type EntryEnd = "SUCCEEDED" | "FAILED" | "SKIPPED";

interface Schedule {
  readonly entries: readonly BatchEntry[];
  /** How many builds run at a time. */
  readonly parallelism: number;
  /** A failure ends the batch: `stop` is called, and nothing more is started. */
  readonly failsFast: boolean;
  isStopped(): boolean;
  stop(): void;
  run(entry: BatchEntry): Promise<boolean>;
}

/**
 * Runs the builds of a batch: each once those it depends on have ended, as many at a time as may. What depends on a
 * build that failed, and whose failure counts, is skipped.
 * @returns how each ended, by identifier
 */
export async function scheduleBuilds(schedule: Schedule): Promise<ReadonlyMap<string, EntryEnd>> {
  const { entries, parallelism, failsFast } = schedule;
  const ends = new Map<string, EntryEnd>();
  const running = new Map<string, Promise<void>>();

  function start(entry: BatchEntry): void {
    const run = schedule.run(entry).then((succeeded) => {
      running.delete(entry.identifier);
      ends.set(entry.identifier, succeeded ? "SUCCEEDED" : "FAILED");
      if (!succeeded && !entry.ignoresFailure && failsFast) schedule.stop();
    });
    running.set(entry.identifier, run);
  }

  for (;;) {
    for (const entry of entries) {
      if (ends.has(entry.identifier) || running.has(entry.identifier)) continue;
      if (schedule.isStopped() || entry.dependsOn.some((name) => isLost(name, entries, ends))) {
        ends.set(entry.identifier, "SKIPPED");
      } else if (running.size < parallelism && entry.dependsOn.every((name) => ends.has(name))) start(entry);
    }
    if (running.size > 0) await Promise.race(running.values());
    else if (entries.every(({ identifier }) => ends.has(identifier))) return ends;
  }
}

function isLost(identifier: string, entries: readonly BatchEntry[], ends: ReadonlyMap<string, EntryEnd>): boolean {
  const end = ends.get(identifier);
  const ignoresFailure = entries.find((entry) => entry.identifier === identifier)?.ignoresFailure ?? false;
  return end === "SKIPPED" || (end === "FAILED" && !ignoresFailure);
}
