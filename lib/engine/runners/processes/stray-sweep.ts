import type { Clock } from "@/lib/clock";
import { killStrays, type StrayMarks } from "./kill-strays";
import { pause } from "./process-group";

/** Long enough for many builds to share one search, short enough that nothing lives on for long. */
const DELAY_MS = 250;

/** Looks for what builds that have ended by themselves left behind. */
export interface StraySweep {
  /**
   * @param since no process older than this one is looked at
   * @returns settles once they have been looked for
   */
  add(marks: readonly StrayMarks[], since: number, clock: Clock): Promise<void>;
}

/** Searches once for all builds that ended within a moment: a search reads about every process of the machine. */
export function createStraySweep(): StraySweep {
  let next: { readonly marks: StrayMarks[]; oldest: number; readonly done: Promise<void> } | null = null;

  return {
    add(marks, since, clock) {
      next ??= { marks: [], oldest: since, done: pause(clock, DELAY_MS).then(sweep) };
      next.marks.push(...marks);
      next.oldest = Math.min(next.oldest, since);
      return next.done;
    },
  };

  function sweep(): Promise<void> {
    const due = next;
    next = null;
    return due ? killStrays(due.marks, due.oldest) : Promise.resolve();
  }
}
