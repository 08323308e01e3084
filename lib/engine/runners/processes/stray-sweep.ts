import type { Clock } from "@/lib/clock";
import { killStrays, type StrayMarks } from "./kill-strays";

/** Long enough for many builds to share one search, short enough that nothing lives on for long. */
const DELAY_MS = 250;

/** Looks for what builds that have ended by themselves left behind. */
export interface StraySweep {
  /** @param since no process older than this one is looked at */
  add(marks: readonly StrayMarks[], since: number, clock: Clock): void;
}

/** Searches once for all builds that ended within a moment: a search reads about every process of the machine. */
export function createStraySweep(): StraySweep {
  let waiting: StrayMarks[] = [];
  let oldest = Number.POSITIVE_INFINITY;

  function sweep(): void {
    const [marks, since] = [waiting, oldest];
    waiting = [];
    oldest = Number.POSITIVE_INFINITY;
    void killStrays(marks, since);
  }

  return {
    add(marks, since, clock) {
      const isFirst = waiting.length === 0;
      waiting.push(...marks);
      oldest = Math.min(oldest, since);
      if (isFirst) clock.setTimer(DELAY_MS, sweep);
    },
  };
}
