import type { Clock } from "@/lib/clock";
import type { StateChangeEvent } from "../state-change-event";
import type { EventTargetTable } from "./event-target";
import { sendEvent, type Destination } from "./send-event";

export interface TargetDeliveryOptions {
  readonly name: string;
  readonly destination: Destination;
  readonly store: Pick<EventTargetTable, "listDeliveries" | "removeDeliveries" | "trimDeliveries">;
  readonly clock: Clock;
  readonly post: typeof globalThis.fetch;
  onFault(message: string): void;
}

/** Delivers to one target what waits for it. What happens to another is nothing to it. */
export interface TargetDelivery {
  wake(): void;
  /** Why the last attempt failed; null while all is well. */
  fault(): { readonly reason: string; readonly since: number } | null;
  /** Ends after the requests under way; what is left is delivered by the next process. */
  stop(): Promise<void>;
}

const BATCH = { perPipeline: 20, limit: 200 } as const;
/** Pipelines whose events are on their way at the same time. */
const PIPELINES_AT_ONCE = 16;
const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 30_000;
/** EventBridge, too, gives an event up after a day. */
const GIVE_UP_AFTER_MS = 24 * 60 * 60_000;
/** A target that is away for long loses the oldest, so that its queue has an end. */
export const MOST_WAITING = 10_000;

/**
 * Delivers at least once and in order per pipeline: an event is removed only after the target took it, and the next one
 * of its pipeline is not sent before that. A pipeline whose event is refused waits by itself, longer each time; when
 * nothing at all comes through, the whole target waits.
 */
export function createTargetDelivery(options: TargetDeliveryOptions): TargetDelivery {
  const { name, destination, store, clock, onFault } = options;
  /** By pipeline: how often its event has failed, and when it is tried again. */
  const blocked = new Map<string, { readonly failures: number; readonly retryAt: number }>();
  let running: Promise<void> = Promise.resolve();
  let isRunning = false;
  let isWoken = false;
  let isStopped = false;
  let failures = 0;
  let fault: { reason: string; since: number } | null = null;
  let cancelRetry: (() => void) | null = null;

  function wake(): void {
    if (isStopped || cancelRetry) return;
    isWoken = true;
    if (!isRunning) running = run();
  }

  async function run(): Promise<void> {
    isRunning = true;
    while (isWoken && !isStopped && !cancelRetry) {
      isWoken = false;
      await drain().catch((error: unknown) => waitLonger(`cannot be served: ${String(error)}`));
    }
    isRunning = false;
  }

  async function drain(): Promise<void> {
    for (;;) {
      const except = [...blocked].filter(([, { retryAt }]) => retryAt > clock.now()).map(([pipeline]) => pipeline);
      const waiting = await store.listDeliveries(name, { ...BATCH, except });
      if (waiting.length === 0 || isStopped) {
        // Who is due and has nothing waiting is not blocked any more.
        for (const pipeline of blocked.keys()) if (!except.includes(pipeline)) blocked.delete(pipeline);
        break;
      }
      const queues = [...byPipeline(waiting)];
      const results: boolean[] = [];
      for (let at = 0; at < queues.length && !isStopped; at += PIPELINES_AT_ONCE) {
        const some = queues.slice(at, at + PIPELINES_AT_ONCE);
        results.push(...(await Promise.all(some.map(([pipeline, events]) => deliverInOrder(pipeline, events)))));
      }
      if (results.length > 0 && !results.includes(true)) return waitLonger(fault?.reason ?? "failed");
      failures = 0;
    }
    scheduleBlocked();
  }

  /** @returns false when not one of them was taken */
  async function deliverInOrder(pipeline: string, events: readonly StateChangeEvent[]): Promise<boolean> {
    let isAnyTaken = false;
    for (const event of events) {
      if (isStopped) return true;
      const result = await sendEvent(event, destination, options);
      if (result.type === "failed" && !isTooOld(event)) {
        noteFault(result.reason);
        block(pipeline);
        return isAnyTaken;
      }
      if (result.type !== "taken") {
        onFault(`Event target ${name} ${result.reason} to event ${event.id}; it is not sent again.`);
      }
      await store.removeDeliveries(name, [event.id]);
      blocked.delete(pipeline);
      isAnyTaken = true;
    }
    if (blocked.size === 0) fault = null;
    return isAnyTaken;
  }

  function block(pipeline: string): void {
    const before = blocked.get(pipeline)?.failures ?? 0;
    blocked.set(pipeline, { failures: before + 1, retryAt: clock.now() + retryDelayMs(before) });
  }

  function noteFault(reason: string): void {
    if (!fault) onFault(`Event target ${name} ${reason}. Events wait until they can be delivered.`);
    fault = { reason, since: fault?.since ?? clock.now() };
  }

  function isTooOld(event: StateChangeEvent): boolean {
    return clock.now() - Date.parse(event.time) > GIVE_UP_AFTER_MS;
  }

  function scheduleBlocked(): void {
    const next = Math.min(...[...blocked.values()].map(({ retryAt }) => retryAt));
    if (Number.isFinite(next)) wakeIn(Math.max(0, next - clock.now()), { isWholeTarget: false });
  }

  async function waitLonger(reason: string): Promise<void> {
    noteFault(reason);
    blocked.clear();
    wakeIn(retryDelayMs(failures), { isWholeTarget: true });
    failures += 1;
    const dropped = await store.trimDeliveries(name, MOST_WAITING).catch(() => 0);
    if (dropped > 0) onFault(`Event target ${name} is away for long: ${dropped} of its oldest events are given up.`);
  }

  let cancelBlocked: (() => void) | null = null;
  function wakeIn(delayMs: number, { isWholeTarget }: { readonly isWholeTarget: boolean }): void {
    if (isStopped) return;
    cancelBlocked?.();
    const cancel = clock.setTimer(delayMs, () => {
      if (isWholeTarget) cancelRetry = null;
      else cancelBlocked = null;
      wake();
    });
    if (isWholeTarget) cancelRetry = cancel;
    else cancelBlocked = cancel;
  }

  return {
    wake,
    fault: () => fault,
    async stop() {
      isStopped = true;
      cancelRetry?.();
      cancelBlocked?.();
      await running;
    },
  };
}

function retryDelayMs(failures: number): number {
  return Math.min(FIRST_RETRY_MS * 2 ** failures, LAST_RETRY_MS);
}

function byPipeline(events: readonly StateChangeEvent[]): Map<string, StateChangeEvent[]> {
  const groups = new Map<string, StateChangeEvent[]>();
  for (const event of events) {
    const group = groups.get(event.detail.pipeline);
    if (group) group.push(event);
    else groups.set(event.detail.pipeline, [event]);
  }
  return groups;
}
