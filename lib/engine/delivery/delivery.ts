import { createHmac } from "node:crypto";
import type { Clock } from "@/lib/clock";
import type { StateChangeEvent } from "../state-change-event";
import type { EngineStore } from "../store/store";

/** Where state-change events go, like an EventBridge API destination. */
export interface EventTarget {
  readonly url: string;
  /** Sent as `Authorization: Bearer …`, and the key of the body's HMAC in `X-Penstock-Signature`. */
  readonly key: string;
}

export interface DeliveryOptions {
  readonly store: Pick<EngineStore, "listAnnouncements" | "removeAnnouncements">;
  readonly clock: Clock;
  readonly post: typeof globalThis.fetch;
  /** Absent: nobody listens, so announcements are dropped. */
  readonly target?: EventTarget;
  /** Told once per outage, and of each event that is given up. */
  onFault(message: string): void;
}

export interface Delivery {
  /** Delivers what is waiting; call it at start and after each commit. */
  wake(): void;
  /** Ends after the requests under way; what is left is delivered by the next process. */
  stop(): Promise<void>;
}

const BATCH = 200;
const ANSWER_WITHIN_MS = 10_000;
const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 10_000;
/** EventBridge, too, gives an event up after a day. */
const GIVE_UP_AFTER_MS = 24 * 60 * 60_000;
/** Answers that will not change when the same event is sent again. */
const PERMANENT_REFUSALS = new Set([400, 413, 422]);

/**
 * Delivers saved announcements at least once, in order per pipeline: one is removed only after the target took it,
 * and a pipeline's next one is not sent before that.
 */
export function createDelivery(options: DeliveryOptions): Delivery {
  const { store, clock, target, onFault } = options;
  let running: Promise<void> = Promise.resolve();
  let isRunning = false;
  let isWoken = false;
  let isStopped = false;
  let failures = 0;
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
      await drain().catch((error: unknown) => retryLater(String(error)));
    }
    isRunning = false;
  }

  async function drain(): Promise<void> {
    for (;;) {
      const waiting = await store.listAnnouncements(BATCH);
      if (waiting.length === 0 || isStopped) return;
      const results = await Promise.all([...byPipeline(waiting).values()].map(deliverInOrder));
      const failure = results.find((result) => result !== null);
      if (failure) return retryLater(failure);
      failures = 0;
    }
  }

  /** @returns what went wrong, null when all were delivered */
  async function deliverInOrder(events: readonly StateChangeEvent[]): Promise<string | null> {
    for (const event of events) {
      const failure = target ? await send(event, target) : null;
      if (failure !== null) return failure;
      await store.removeAnnouncements([event.id]);
    }
    return null;
  }

  async function send(event: StateChangeEvent, { url, key }: EventTarget): Promise<string | null> {
    const body = JSON.stringify(event);
    const abort = new AbortController();
    const cancelTimeout = clock.setTimer(ANSWER_WITHIN_MS, () => abort.abort());
    try {
      const answer = await options.post(url, {
        method: "POST",
        headers: {
          authorization: `Bearer ${key}`,
          "content-type": "application/json",
          "x-penstock-signature": `sha256=${createHmac("sha256", key).update(body).digest("hex")}`,
        },
        body,
        redirect: "error",
        signal: abort.signal,
      });
      await answer.body?.cancel();
      if (answer.ok) return null;
      if (PERMANENT_REFUSALS.has(answer.status) || isTooOld(event)) {
        onFault(`The event target refused event ${event.id} with ${answer.status}; it is not sent again.`);
        return null;
      }
      return `The event target answered ${answer.status}.`;
    } catch (error) {
      return `The event target cannot be reached: ${error instanceof Error ? error.message : String(error)}.`;
    } finally {
      cancelTimeout();
    }
  }

  function isTooOld(event: StateChangeEvent): boolean {
    return clock.now() - Date.parse(event.time) > GIVE_UP_AFTER_MS;
  }

  function retryLater(reason: string): void {
    if (failures === 0) onFault(`${reason} Events wait until they can be delivered.`);
    const delayMs = Math.min(FIRST_RETRY_MS * 2 ** failures, LAST_RETRY_MS);
    failures += 1;
    cancelRetry = clock.setTimer(delayMs, () => {
      cancelRetry = null;
      wake();
    });
  }

  return {
    wake,
    async stop() {
      isStopped = true;
      cancelRetry?.();
      await running;
    },
  };
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
