import { describe, expect, it } from "vitest";
import { FakeClock } from "@/lib/clock";
import { idsFrom } from "../ids";
import { memoryStacks } from "../store/memory-stacks";
import { HandlerFailure, type ResourceHandler } from "./resources/resource-handler";
import { simulatedHandler } from "./resources/simulated-handler";
import type { StackTable } from "./stack-table";
import { Stacks } from "./stacks";

const CALLER = { accountId: "000000000001", region: "us-east-1", principalArn: "arn:aws:iam::000000000001:user/me" };

/** Things that stacks make, and an engine that can be made to end before any step it takes. */
class World {
  readonly things = new Set<string>();
  readonly table: StackTable = memoryStacks();
  /** Things with these names cannot be made. */
  readonly bad = new Set<string>();
  /** Nor can these be deleted, or only with a fault of the engine's own. */
  readonly stuck = new Set<string>();
  readonly faulty = new Set<string>();
  readonly updated = new Set<string>();
  #steps = 0;
  readonly #endsAt: number;

  constructor(endsAt = Infinity) {
    this.#endsAt = endsAt;
  }

  get hasEnded(): boolean {
    return this.#steps >= this.#endsAt;
  }

  start({ ends }: { readonly ends: boolean }): Stacks {
    const step = async (): Promise<void> => {
      this.#steps += 1;
      if (ends && this.hasEnded) throw new Error("The engine has ended.");
    };
    const thing: ResourceHandler = {
      isReal: true,
      createOnly: ["Name"],
      create: async ({ Name }, _context, begun) => {
        const name = String(Name);
        if (this.things.has(name)) throw new HandlerFailure(`${name} already exists`);
        await begun(name);
        if (this.bad.has(name)) throw new HandlerFailure(`${name} is bad`);
        await step();
        this.things.add(name);
        return { physicalId: name, attributes: {} };
      },
      update: async ({ physicalId }) => {
        await step();
        if (!this.things.has(physicalId)) throw new HandlerFailure(`${physicalId} is not there`);
        this.updated.add(physicalId);
        return { physicalId, attributes: {} };
      },
      remove: async (name) => {
        await step();
        if (this.faulty.has(name)) throw new Error("The disk is full.");
        if (this.stuck.has(name)) throw new HandlerFailure(`${name} stays`);
        this.things.delete(name);
      },
    };
    return new Stacks({
      ...CALLER,
      table: {
        ...this.table,
        putStack: async (stack) => {
          await step();
          await this.table.putStack(stack);
        },
      },
      clock: new FakeClock(),
      ids: idsFrom("0a1b2c3d-4e5f-4607-9182-a3b4c5d6e7f8"),
      findHandler: (type) => (type === "Test::Thing" ? thing : simulatedHandler(type)),
      readObject: async () => null,
    });
  }
}

/** A stack of things by their logical ids, each of which needs the one before. */
function inputOf(names: Readonly<Record<string, string>>) {
  const ids = Object.keys(names);
  const resources = Object.entries(names).map(([id, Name], index) => [
    id,
    { Type: "Test::Thing", Properties: { Name }, DependsOn: ids.slice(Math.max(0, index - 1), index) },
  ]);
  return {
    templateBody: JSON.stringify({ Resources: Object.fromEntries(resources) }),
    parameters: [],
    capabilities: [],
  };
}

const FIRST = inputOf({ A: "a", B: "b" });
const SECOND = inputOf({ A: "renamed", C: "c" });
/** More steps than the changes below take. */
const MOST_STEPS = 60;

describe("an engine that ends before any step of a change", () => {
  async function endingAt(step: number): Promise<World> {
    const world = new World(step);
    const stacks = world.start({ ends: true });
    try {
      await stacks.create("shop", FIRST, CALLER);
      await stacks.update("shop", SECOND, CALLER);
      await stacks.remove("shop", CALLER);
    } catch (error) {
      if (!world.hasEnded) throw error;
    }
    return world;
  }

  it("leaves a stack that can be deleted with all it has made", async () => {
    for (let step = 1; step < MOST_STEPS; step += 1) {
      const world = await endingAt(step);
      const stacks = world.start({ ends: false });
      await stacks.recover();
      await stacks.remove("shop", CALLER);
      expect([step, ...world.things]).toEqual([step]);
      expect(await stacks.find(CALLER, "shop")).toBeNull();
    }
    expect((await endingAt(MOST_STEPS)).hasEnded).toBe(false);
  });

  it("leaves a stack that can be updated again, if it was being updated", async () => {
    let updated = 0;
    for (let step = 1; step < MOST_STEPS; step += 1) {
      const world = await endingAt(step);
      const stacks = world.start({ ends: false });
      await stacks.recover();
      if ((await stacks.find(CALLER, "shop"))?.status !== "UPDATE_FAILED") continue;
      expect(await stacks.update("shop", SECOND, CALLER)).toMatchObject({ status: "UPDATE_COMPLETE" });
      expect([step, ...[...world.things].toSorted()]).toEqual([step, "c", "renamed"]);
      updated += 1;
    }
    expect(updated).toBeGreaterThan(5);
  });
});

describe("an update that is not rolled back", () => {
  it("can be done again once what could not be made is mended", async () => {
    const world = new World();
    const stacks = world.start({ ends: false });
    await stacks.create("shop", FIRST, CALLER);
    world.bad.add("c");
    expect(await stacks.update("shop", SECOND, CALLER, { disableRollback: true })).toMatchObject({
      status: "UPDATE_FAILED",
    });
    expect([...world.things].toSorted()).toEqual(["a", "b", "renamed"]);
    world.bad.clear();
    const { resources, status } = await stacks.update("shop", SECOND, CALLER);
    expect({ status, names: Object.values(resources).map(({ physicalId }) => physicalId) }).toEqual({
      status: "UPDATE_COMPLETE",
      names: ["renamed", "c"],
    });
    expect([...world.things].toSorted()).toEqual(["c", "renamed"]);
  });

  it("can be gone back from", async () => {
    const world = new World();
    const stacks = world.start({ ends: false });
    await stacks.create("shop", FIRST, CALLER);
    world.bad.add("c");
    await stacks.update("shop", SECOND, CALLER, { disableRollback: true });
    const again = await stacks.update("shop", inputOf({ A: "a", B: "b", C: "c" }), CALLER);
    expect(again).toMatchObject({ status: "UPDATE_ROLLBACK_COMPLETE", resources: { A: { physicalId: "renamed" } } });
    expect(await stacks.update("shop", FIRST, CALLER)).toMatchObject({
      status: "UPDATE_COMPLETE",
      resources: { A: { physicalId: "a" } },
    });
    expect([...world.things].toSorted()).toEqual(["a", "b"]);
  });

  it("leaves a stack whose resources are put anew, even once another update was rolled back", async () => {
    const world = new World();
    const stacks = world.start({ ends: false });
    await stacks.create("shop", FIRST, CALLER);
    world.bad.add("c").add("z");
    await stacks.update("shop", inputOf({ A: "a", B: "b", C: "c" }), CALLER, { disableRollback: true });
    expect(await stacks.update("shop", inputOf({ Z: "z", A: "a", B: "b" }), CALLER)).toMatchObject({
      status: "UPDATE_ROLLBACK_COMPLETE",
    });
    expect([...world.updated]).toEqual([]);
    expect(await stacks.update("shop", FIRST, CALLER)).toMatchObject({ status: "UPDATE_COMPLETE" });
    expect([...world.updated]).toEqual(["a", "b"]);
    await expect(stacks.update("shop", FIRST, CALLER)).rejects.toThrow("No updates are to be performed.");
  });
});

describe("what cannot be taken back", () => {
  it("stays the stack's, which says so", async () => {
    const world = new World();
    const stacks = world.start({ ends: false });
    await stacks.create("shop", FIRST, CALLER);
    world.bad.add("c");
    world.stuck.add("renamed");
    expect(await stacks.update("shop", SECOND, CALLER)).toMatchObject({
      status: "UPDATE_ROLLBACK_FAILED",
      resources: { A: { physicalId: "renamed", status: "DELETE_FAILED", reason: "renamed stays" } },
    });
    await expect(stacks.remove("shop", CALLER, ["A"])).rejects.toThrow(
      "only when the stack is in the DELETE_FAILED state",
    );
    world.stuck.clear();
    await stacks.remove("shop", CALLER);
    expect(world.things.size).toBe(0);
  });

  it("does not bring back what it had replaced, once that is deleted", async () => {
    const world = new World();
    const stacks = world.start({ ends: false });
    await stacks.create("shop", FIRST, CALLER);
    world.bad.add("c");
    world.stuck.add("renamed");
    await stacks.update("shop", SECOND, CALLER, { disableRollback: true });
    await stacks.remove("shop", CALLER);
    expect([...world.things]).toEqual(["renamed"]);
    // Somebody else takes the name that is free now.
    world.things.add("a");
    world.stuck.clear();
    await stacks.remove("shop", CALLER);
    expect([...world.things]).toEqual(["a"]);
  });

  it("can be taken back later", async () => {
    const world = new World();
    const stacks = world.start({ ends: false });
    await stacks.create("shop", FIRST, CALLER);
    await expect(stacks.continueRollback("shop", CALLER)).rejects.toThrow("can not continue a rollback");
    world.bad.add("c");
    world.stuck.add("renamed");
    await stacks.update("shop", SECOND, CALLER);
    world.stuck.clear();
    expect(await stacks.continueRollback("shop", CALLER)).toMatchObject({
      status: "UPDATE_ROLLBACK_COMPLETE",
      resources: { A: { physicalId: "a" }, B: { physicalId: "b" } },
    });
    expect([...world.things].toSorted()).toEqual(["a", "b"]);
    world.bad.clear();
    expect(await stacks.update("shop", SECOND, CALLER)).toMatchObject({ status: "UPDATE_COMPLETE" });
  });

  it("leaves a stack that can be deleted after a fault", async () => {
    const world = new World();
    const stacks = world.start({ ends: false });
    world.bad.add("b");
    world.faulty.add("a");
    await expect(stacks.create("shop", FIRST, CALLER)).rejects.toThrow("The disk is full.");
    expect(await stacks.find(CALLER, "shop")).toMatchObject({ status: "ROLLBACK_FAILED" });
    await expect(stacks.remove("shop", CALLER)).rejects.toThrow("The disk is full.");
    expect(await stacks.find(CALLER, "shop")).toMatchObject({ status: "DELETE_FAILED" });
    world.faulty.clear();
    await stacks.remove("shop", CALLER);
    expect(world.things.size).toBe(0);
  });
});
