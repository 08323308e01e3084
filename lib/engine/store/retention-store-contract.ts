import { beforeEach, describe, expect, it } from "vitest";
import type { EngineStore } from "./store";
import {
  action,
  announced,
  announcement,
  AT,
  commit,
  declaration,
  execution,
  executionState,
  rule,
  state,
  UUID,
} from "./store-samples";

/** What every engine store keeps to about what it gives back after a restart, and what it may forget. */
export function describeRetention(openStore: () => Promise<EngineStore>): void {
  describe("the memory of an engine store", () => {
    let store: EngineStore;
    beforeEach(async () => {
      store = await openStore();
    });

    const create = () => store.createPipeline({ ...commit("shop", 1), declaration: declaration("shop") }, []);

    it("gives back a running state whole, records and all", async () => {
      await create();
      const running = action(11, 1);
      const whole = {
        ...state("shop", 2),
        executions: {
          [UUID(1)]: {
            ...executionState(1),
            stages: {
              Build: {
                stageName: "Build",
                status: "InProgress" as const,
                enteredAt: AT,
                actions: { Compile: running },
                retry: { automaticAttempts: 0, manualAttempts: 0 },
                conditions: {
                  beforeEntry: { status: "Succeeded" as const, lastChangedAt: AT, rules: { Check: rule(21, 1) } },
                },
              },
            },
          },
        },
      };
      const records = { executions: [execution(1)], actionExecutions: [running], ruleExecutions: [rule(21, 1)] };
      await store.commit({ ...commit("shop", 2, records), state: whole });
      expect(await store.loadStates("shop")).toEqual([{ ...whole, declarations: { 1: declaration("shop") } }]);
      expect(await store.loadStates("other")).toEqual([]);
    });

    it("takes snapshots, again and of pipelines that are gone, and goes on with events", async () => {
      await create();
      await store.snapshot(state("shop", 1));
      await store.commit(commit("shop", 2));
      await store.snapshot(state("shop", 2));
      await store.snapshot(state("shop", 2));
      await store.snapshot(state("gone", 1));
      await store.commit(commit("shop", 3));
      expect((await store.loadStates("shop"))[0]?.sequence).toBe(3);
      await store.deletePipeline("shop");
      expect(await create()).toBe(true);
    });

    it("removes history and announcements that are old enough, but nothing that is still needed", async () => {
      await create();
      const old = (number: number) => ({ ...execution(number), startedAt: AT - 1 });
      await store.commit(
        commit("shop", 2, {
          executions: [old(1), old(2), execution(3)],
          actionExecutions: [action(11, 1), action(12, 2), action(13, 3)],
          ruleExecutions: [rule(21, 1), rule(23, 3)],
          announcements: [announcement(1), { ...announcement(2), time: "2026-11-23T07:00:00Z" }],
        }),
      );
      await store.prune({ historyFrom: AT, announcementsFrom: AT + 1, kept: [UUID(2)] });
      const ordinals = (records: readonly { readonly ordinal: number }[]) => records.map(({ ordinal }) => ordinal);
      expect(ordinals(await store.listExecutions("shop", { limit: 10 }))).toEqual([3, 2]);
      expect(ordinals(await store.listActionExecutions("shop", { limit: 10 }))).toEqual([13, 12]);
      expect(ordinals(await store.listRuleExecutions("shop", { limit: 10 }))).toEqual([23]);
      expect((await announced(store)).map(({ id }) => id)).toEqual([UUID(2)]);
    });
  });
}
