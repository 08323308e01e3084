import { beforeEach, expect, it } from "vitest";
import { FakeClock } from "@/lib/clock";
import { idsFrom } from "../ids";
import { memoryStacks } from "../store/memory-stacks";
import { rememberStacks } from "./remember-stacks";
import type { ResourceHandler } from "./resources/resource-handler";
import { simulatedHandler } from "./resources/simulated-handler";
import { isDeleted } from "./stack-record";
import type { StackTable } from "./stack-table";
import { Stacks } from "./stacks";

const CALLER = { accountId: "000000000001", region: "us-east-1", principalArn: "arn:aws:iam::000000000001:user/me" };
const TOPIC = {
  templateBody: '{"Resources":{"Topic":{"Type":"AWS::SNS::Topic"}}}',
  parameters: [],
  capabilities: [],
};

let clock: FakeClock;
let table: StackTable;
let stacks: Stacks;
beforeEach(() => {
  clock = new FakeClock();
  table = memoryStacks();
  stacks = new Stacks({
    ...CALLER,
    table,
    clock,
    ids: idsFrom("0a1b2c3d-4e5f-4607-9182-a3b4c5d6e7f8"),
    findHandler: simulatedHandler,
    readObject: async () => null,
  });
});

it("keeps deleted stacks for ninety days", async () => {
  await stacks.create("shop", TOPIC, CALLER);
  await stacks.remove("shop", CALLER);
  clock.advance(90 * 24 * 60 * 60_000);
  await stacks.create("web", TOPIC, CALLER);
  await stacks.remove("web", CALLER);
  expect((await table.listStacks()).map(({ stackName }) => stackName)).toEqual(["shop", "web"]);
  clock.advance(1);
  await stacks.create("more", TOPIC, CALLER);
  await stacks.remove("more", CALLER);
  expect((await table.listStacks()).map(({ stackName }) => stackName)).toEqual(["web", "more"]);
});

it("keeps the newest two hundred deleted stacks, and all that are there", async () => {
  await stacks.create("shop", TOPIC, CALLER);
  for (let index = 0; index < 203; index += 1) {
    clock.advance(1);
    await stacks.create(`test-${index}`, TOPIC, CALLER);
    await stacks.remove(`test-${index}`, CALLER);
  }
  const kept = await table.listStacks();
  expect(kept.filter(isDeleted)).toHaveLength(200);
  expect(kept.map(({ stackName }) => stackName).slice(0, 2)).toEqual(["shop", "test-3"]);
});

it("leaves a stack that can be deleted after a fault of the engine's own", async () => {
  const broken: ResourceHandler = {
    ...simulatedHandler("Broken"),
    create: () => Promise.reject(new Error("The disk is full.")),
  };
  const findHandler = (type: string) => (type === "Test::Broken" ? broken : simulatedHandler(type));
  const faulty = new Stacks({
    ...CALLER,
    table,
    clock,
    ids: { next: () => "id" },
    findHandler,
    readObject: async () => null,
  });
  const input = { ...TOPIC, templateBody: '{"Resources":{"A":{"Type":"Test::Broken"}}}' };
  await expect(faulty.create("shop", input, CALLER)).rejects.toThrow("The disk is full.");
  expect(await faulty.find(CALLER, "shop")).toMatchObject({
    status: "CREATE_FAILED",
    resources: { A: { status: "CREATE_FAILED" } },
  });
  await faulty.remove("shop", CALLER);
  expect(await faulty.find(CALLER, "shop")).toBeNull();
});

it("reads the table once, and again when that has failed", async () => {
  let reads = 0;
  const remembered = rememberStacks({
    ...table,
    async listStacks() {
      reads += 1;
      if (reads === 1) throw new Error("The connection is lost.");
      return table.listStacks();
    },
  });
  await expect(remembered.listStacks()).rejects.toThrow("lost");
  expect(await remembered.listStacks()).toEqual([]);
  expect(await remembered.findStack("arn")).toBeNull();
  expect(reads).toBe(2);
});
