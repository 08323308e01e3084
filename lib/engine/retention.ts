import type { Clock } from "@/lib/clock";
import type { PipelineState } from "./state";
import type { Commit, EngineStore } from "./store/store";

const DAY_MS = 24 * 60 * 60 * 1000;
/** Kept beyond what is listed, for somebody who is paging through it. */
const HISTORY_MARGIN_MS = 30 * DAY_MS;
/** EventBridge gives up after a day; who was away for longer reads the lists instead. */
const ANNOUNCEMENTS_MS = 7 * DAY_MS;
/** Events of one pipeline from one snapshot to the next; at most twice as many are kept. */
const SNAPSHOT_EVERY = 1_000;

interface RetentionOptions {
  readonly store: EngineStore;
  readonly clock: Clock;
  readonly historyDays: number;
  states(): readonly PipelineState[];
}

/** Keeps the store from growing without bound, besides the engine's real work: what fails is tried again later. */
export interface Retention {
  start(): void;
  /** Told of every commit, takes a snapshot of some. */
  committed(commit: Commit): void;
  /** Resolves once nothing it began is under way. */
  stop(): Promise<void>;
}

export function createRetention({ store, clock, historyDays, states }: RetentionOptions): Retention {
  const underWay = new Set<Promise<void>>();
  let cancelTimer: (() => void) | undefined;

  function inBackground(what: string, work: Promise<void>): void {
    const done = work
      .catch((error: unknown) => void process.stderr.write(`${what} failed, which is tried again: ${String(error)}\n`))
      .finally(() => underWay.delete(done));
    underWay.add(done);
  }

  function prune(): void {
    const now = clock.now();
    const kept = states().flatMap(({ executions }) => Object.keys(executions));
    const limits = {
      historyFrom: now - historyDays * DAY_MS - HISTORY_MARGIN_MS,
      announcementsFrom: now - ANNOUNCEMENTS_MS,
      kept,
    };
    inBackground("Removing old history", store.prune(limits));
    cancelTimer = clock.setTimer(DAY_MS, prune);
  }

  return {
    start: prune,
    committed({ state, events }) {
      const before = state.sequence - events.length;
      if (Math.floor(before / SNAPSHOT_EVERY) === Math.floor(state.sequence / SNAPSHOT_EVERY)) return;
      inBackground("A snapshot", store.snapshot(state));
    },
    async stop() {
      cancelTimer?.();
      await Promise.all(underWay);
    },
  };
}
