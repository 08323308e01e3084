import type { EventTarget, EventTargetTable } from "../delivery/event-target";
import type { StateChangeEvent } from "../state-change-event";

/** The targets of a memory store. @param announcements what is to be handed on, oldest first; what was goes from it */
export function memoryEventTargets(announcements: StateChangeEvent[]): EventTargetTable {
  const targets = new Map<string, EventTarget>();
  const queues = new Map<string, StateChangeEvent[]>();
  return {
    listEventTargets: async () => [...targets.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    async putEventTarget(target) {
      targets.set(target.name, target);
      queues.set(target.name, queues.get(target.name) ?? []);
    },
    async deleteEventTarget(name) {
      targets.delete(name);
      queues.delete(name);
    },
    async distributeAnnouncements(limit) {
      const handed = announcements.splice(0, limit);
      for (const queue of queues.values()) queue.push(...handed);
      return handed.length;
    },
    async listDeliveries(targetName, { perPipeline, limit, except }) {
      const counts = new Map<string, number>();
      const chosen = (queues.get(targetName) ?? []).filter(({ detail: { pipeline } }) => {
        const count = counts.get(pipeline) ?? 0;
        counts.set(pipeline, count + 1);
        return count < perPipeline && !except.includes(pipeline);
      });
      return chosen.slice(0, limit);
    },
    countDeliveries: async (targetName) => queues.get(targetName)?.length ?? 0,
    async removeDeliveries(targetName, eventIds) {
      const queue = queues.get(targetName);
      if (queue)
        queues.set(
          targetName,
          queue.filter(({ id }) => !eventIds.includes(id)),
        );
    },
    async trimDeliveries(targetName, keep) {
      const queue = queues.get(targetName) ?? [];
      return queue.splice(0, Math.max(0, queue.length - keep)).length;
    },
  };
}
