import { beforeEach, describe, expect, it } from "vitest";
import type { StackRecord } from "../cloudformation/stack-record";
import type { EngineStore } from "./store";

/** What every engine store keeps to about stacks. */
export function describeStackStore(openStore: () => Promise<EngineStore>): void {
  describe("stacks of an engine store", () => {
    let store: EngineStore;
    beforeEach(async () => {
      store = await openStore();
    });

    const stack = (id: string): StackRecord => ({
      stackId: `arn:aws:cloudformation:us-east-1:000000000001:stack/shop/${id}`,
      stackName: "shop",
      accountId: "000000000001",
      region: "us-east-1",
      status: "REVIEW_IN_PROGRESS",
      createdAt: 1_764_000_000_123,
      content: null,
      disableRollback: false,
      isProtected: false,
      resources: {},
      outputs: [{ key: "Url", value: "https://shop.example.com/Größe" }],
      imports: [],
      events: [],
      changeSets: [],
    });

    it("are found by their id, and listed in the order they came", async () => {
      for (const id of ["b", "a"]) await store.putStack(stack(id));
      expect(await store.findStack(stack("a").stackId)).toEqual(stack("a"));
      expect(await store.findStack("shop")).toBeNull();
      expect(await store.listStacks()).toEqual([stack("b"), stack("a")]);
    });

    it("are replaced where they stand, and removed", async () => {
      for (const id of ["b", "a"]) await store.putStack(stack(id));
      const changed = { ...stack("b"), status: "CREATE_COMPLETE" as const };
      await store.putStack(changed);
      expect(await store.listStacks()).toEqual([changed, stack("a")]);
      await store.removeStack(changed.stackId);
      await store.removeStack(changed.stackId);
      expect(await store.listStacks()).toEqual([stack("a")]);
    });
  });
}
