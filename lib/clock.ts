/** Time as a dependency, so that the engine and its tests never read the machine's clock themselves. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Runs `callback` once, `delayMs` from now. The returned function cancels it. */
  setTimer(delayMs: number, callback: () => void): () => void;
}

/** Node's timers fire at once beyond this many milliseconds, so longer waits are taken in steps. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  setTimer(delayMs, callback) {
    const dueAt = Date.now() + delayMs;
    let handle: NodeJS.Timeout;
    const arm = (): void => {
      const leftMs = dueAt - Date.now();
      handle =
        leftMs > LONGEST_TIMER_MS ? setTimeout(arm, LONGEST_TIMER_MS) : setTimeout(callback, Math.max(0, leftMs));
    };
    arm();
    return () => clearTimeout(handle);
  },
};

/** A clock that only moves when told to. Timers due by then fire in order of their due time. */
export class FakeClock implements Clock {
  #now: number;
  #timers: { dueAt: number; callback: () => void }[] = [];

  constructor(startAt = Date.UTC(2026, 0, 1)) {
    this.#now = startAt;
  }

  now(): number {
    return this.#now;
  }

  setTimer(delayMs: number, callback: () => void): () => void {
    const timer = { dueAt: this.#now + delayMs, callback };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((candidate) => candidate !== timer);
    };
  }

  advance(byMs: number): void {
    const until = this.#now + byMs;
    for (let next = this.#nextDue(until); next; next = this.#nextDue(until)) {
      this.#timers = this.#timers.filter((candidate) => candidate !== next);
      this.#now = Math.max(this.#now, next.dueAt);
      next.callback();
    }
    this.#now = until;
  }

  #nextDue(until: number): { dueAt: number; callback: () => void } | undefined {
    return this.#timers.filter((timer) => timer.dueAt <= until).toSorted((a, b) => a.dueAt - b.dueAt)[0];
  }
}
