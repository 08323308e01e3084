import { beforeEach, describe, expect, it } from "vitest";
import type { DeliveryQueue } from "../delivery/event-target";
import type { EngineStore } from "./store";
import { announcement, commit, declaration } from "./store-samples";

const TARGET = { name: "one", url: "http://127.0.0.1:1/", key: "a key" };
const ALL: DeliveryQueue = { perPipeline: 100, limit: 100, except: [] };

/** What every engine store keeps to about the targets of events. */
export function describeEventTargetStore(openStore: () => Promise<EngineStore>): void {
  describe("event targets of an engine store", () => {
    let store: EngineStore;
    beforeEach(async () => {
      store = await openStore();
      for (const name of ["shop", "web"]) {
        await store.createPipeline({ ...commit(name, 1), declaration: declaration(name) }, []);
      }
    });

    const of = (pipeline: string, number: number) => {
      const made = announcement(number);
      return { ...made, detail: { ...made.detail, pipeline } };
    };
    const announce = (pipeline: string, sequence: number, ...numbers: number[]) =>
      store.commit(commit(pipeline, sequence, { announcements: numbers.map((number) => of(pipeline, number)) }));
    const waiting = async (name: string, queue: Partial<DeliveryQueue> = {}) =>
      (await store.listDeliveries(name, { ...ALL, ...queue })).map(({ id }) => Number(id.slice(-2)));

    it("are kept by name until they are deleted, with what waits for them", async () => {
      await store.putEventTarget({ ...TARGET, name: "two" });
      await store.putEventTarget(TARGET);
      await announce("shop", 2, 1);
      await store.distributeAnnouncements(10);
      await store.putEventTarget({ ...TARGET, url: "http://127.0.0.1:2/", key: null });
      expect(await store.listEventTargets()).toEqual([
        { ...TARGET, url: "http://127.0.0.1:2/", key: null },
        { ...TARGET, name: "two" },
      ]);
      expect(await waiting("one")).toEqual([1]);
      await store.deleteEventTarget("one");
      await store.deleteEventTarget("one");
      await store.putEventTarget(TARGET);
      expect(await waiting("one")).toEqual([]);
      expect(await waiting("two")).toEqual([1]);
    });

    it("are each given every announcement, in its order, and none from before their time", async () => {
      await announce("shop", 2, 1);
      expect(await store.distributeAnnouncements(10)).toBe(1);
      await store.putEventTarget(TARGET);
      await store.putEventTarget({ ...TARGET, name: "two" });
      await announce("shop", 3, 2, 3, 4);
      expect(await store.distributeAnnouncements(2)).toBe(2);
      expect(await store.distributeAnnouncements(2)).toBe(1);
      expect(await store.distributeAnnouncements(2)).toBe(0);
      expect(await store.listDeliveries("one", ALL)).toEqual([of("shop", 2), of("shop", 3), of("shop", 4)]);
      const [first] = await store.listDeliveries("one", ALL);
      await store.removeDeliveries("one", [first?.id ?? ""]);
      expect(await waiting("one")).toEqual([3, 4]);
      expect(await waiting("two")).toEqual([2, 3, 4]);
      expect(await store.countDeliveries("one")).toBe(2);
      expect(await store.countDeliveries("none")).toBe(0);
    });

    it("are handed some of each pipeline, so that none keeps another from its turn", async () => {
      await store.putEventTarget(TARGET);
      await announce("shop", 2, 1, 2, 3);
      await announce("web", 2, 4, 5);
      await store.distributeAnnouncements(10);
      expect(await waiting("one", { perPipeline: 2 })).toEqual([1, 2, 4, 5]);
      expect(await waiting("one", { perPipeline: 2, limit: 3 })).toEqual([1, 2, 4]);
      expect(await waiting("one", { except: ["shop"] })).toEqual([4, 5]);
    });

    it("lose the oldest that wait when there are too many", async () => {
      await store.putEventTarget(TARGET);
      await announce("shop", 2, 1, 2, 3);
      await store.distributeAnnouncements(10);
      expect(await store.trimDeliveries("one", 2)).toBe(1);
      expect(await store.trimDeliveries("one", 2)).toBe(0);
      expect(await waiting("one")).toEqual([2, 3]);
    });
  });
}
