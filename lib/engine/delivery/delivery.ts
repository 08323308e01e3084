import type { Clock } from "@/lib/clock";
import type { EventTarget, EventTargetTable } from "./event-target";
import { createTargetDelivery, type TargetDelivery } from "./target-delivery";

export interface DeliveryOptions {
  readonly store: EventTargetTable;
  readonly clock: Clock;
  readonly post: typeof globalThis.fetch;
  /** The target that this process was started with, besides those that are registered. Its key is sent along. */
  readonly ownTarget?: { readonly url: string; readonly key: string };
  /** Told once per outage of a target, and of each event that is given up. */
  onFault(message: string): void;
}

/** A target as people see it, without its key. */
export interface EventTargetStatus {
  readonly name: string;
  readonly url: string;
  readonly waitingEvents: number;
  /** While it cannot be delivered to: why, and since when, in epoch milliseconds. */
  readonly fault?: { readonly reason: string; readonly since: number };
}

/** Brings every state change to every target. With no target announcements are dropped. */
export interface Delivery {
  /** Takes up the targets. Before that nothing is delivered. */
  start(): Promise<void>;
  /** Delivers what is waiting; call it after each commit. */
  wake(): void;
  putTarget(target: { readonly name: string; readonly url: string; readonly key: string }): Promise<void>;
  deleteTarget(name: string): Promise<void>;
  listTargets(): Promise<readonly EventTargetStatus[]>;
  /** Ends after the requests under way; what is left is delivered by the next process. */
  stop(): Promise<void>;
}

/** The name of the process's own target. */
export const OWN_TARGET = "environment";
const BATCH = 500;
const RETRY_MS = 1_000;

export function createDelivery(options: DeliveryOptions): Delivery {
  const { store, clock, ownTarget, onFault } = options;
  const targets = new Map<string, TargetDelivery>();
  let isStarted = false;
  let isStopped = false;
  let isWoken = false;
  let running: Promise<void> | null = null;
  let cancelRetry: (() => void) | null = null;

  function wake(): void {
    isWoken = true;
    if (!isStarted || isStopped || cancelRetry) return;
    running ??= distribute().finally(() => (running = null));
  }

  /** Hands on first, which is quick, so that no target delays another. */
  async function distribute(): Promise<void> {
    try {
      while (isWoken && !isStopped) {
        isWoken = false;
        while ((await store.distributeAnnouncements(BATCH)) === BATCH) if (isStopped) return;
        for (const target of targets.values()) target.wake();
      }
    } catch (error) {
      onFault(`Events cannot be handed on to their targets yet: ${String(error)}`);
      cancelRetry = clock.setTimer(RETRY_MS, () => {
        cancelRetry = null;
        wake();
      });
    }
  }

  async function take({ name, url, key }: EventTarget): Promise<void> {
    await targets.get(name)?.stop();
    targets.delete(name);
    const isOwn = name === OWN_TARGET;
    const usedKey = isOwn ? ownTarget?.key : key;
    if (!usedKey || isStopped) return;
    const destination = { url, key: usedKey, sendsKey: isOwn };
    const target = createTargetDelivery({ ...options, name, destination });
    targets.set(name, target);
    target.wake();
  }

  return {
    wake,
    async start() {
      if (ownTarget) await store.putEventTarget({ name: OWN_TARGET, url: ownTarget.url, key: null });
      else await store.deleteEventTarget(OWN_TARGET);
      for (const target of await store.listEventTargets()) await take(target);
      isStarted = true;
      wake();
    },
    async putTarget(target) {
      await store.putEventTarget(target);
      await take(target);
    },
    async deleteTarget(name) {
      await targets.get(name)?.stop();
      targets.delete(name);
      await store.deleteEventTarget(name);
    },
    async listTargets() {
      const registered = await store.listEventTargets();
      return Promise.all(
        registered.map(async ({ name, url }) => {
          const fault = targets.get(name)?.fault();
          return { name, url, waitingEvents: await store.countDeliveries(name), ...(fault && { fault }) };
        }),
      );
    },
    async stop() {
      isStopped = true;
      cancelRetry?.();
      await running;
      await Promise.all([...targets.values()].map((target) => target.stop()));
    },
  };
}
