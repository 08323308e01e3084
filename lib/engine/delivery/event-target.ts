import type { StateChangeEvent } from "../state-change-event";

/** Where state-change events go, like an API destination of EventBridge. */
export interface EventTarget {
  /** Its identity: putting a target of the same name again changes where its events go. */
  readonly name: string;
  readonly url: string;
  /** Signs what is sent. Null where the key is not the store's to keep: it comes from the environment. */
  readonly key: string | null;
}

/** Who takes what waits for a target. */
export interface DeliveryQueue {
  /** How many of each pipeline, oldest first, and how many in all. `except` are pipelines to leave out. */
  readonly perPipeline: number;
  readonly limit: number;
  readonly except: readonly string[];
}

/** The targets, and what waits for each: a queue of its own per target, in the order of the events. */
export interface EventTargetTable {
  /** By name. */
  listEventTargets(): Promise<readonly EventTarget[]>;
  putEventTarget(target: EventTarget): Promise<void>;
  /** What waits for it goes too. */
  deleteEventTarget(name: string): Promise<void>;

  /**
   * Hands the oldest announcements on to every target there is now, as many as `limit`, in one go.
   * @returns how many; with fewer than the limit none are left
   */
  distributeAnnouncements(limit: number): Promise<number>;
  listDeliveries(targetName: string, queue: DeliveryQueue): Promise<readonly StateChangeEvent[]>;
  countDeliveries(targetName: string): Promise<number>;
  removeDeliveries(targetName: string, eventIds: readonly string[]): Promise<void>;
  /** Keeps the newest `keep` of what waits. @returns how many of the older were given up */
  trimDeliveries(targetName: string, keep: number): Promise<number>;
}
