import type { StackRecord } from "./stack-record";
import type { StackTable } from "./stack-table";

/**
 * A table of stacks that is read once: clients ask for the state of a stack every second, by its name. One engine at a
 * time has the database, so nobody else changes what is remembered.
 */
export function rememberStacks(table: StackTable): StackTable {
  let reading: Promise<Map<string, StackRecord>> | null = null;
  function known(): Promise<Map<string, StackRecord>> {
    reading ??= table.listStacks().then((stacks) => new Map(stacks.map((stack) => [stack.stackId, stack])));
    reading.catch(() => (reading = null)); // whoever asked hears of it, and the next one tries again
    return reading;
  }
  return {
    listStacks: async () => [...(await known()).values()],
    findStack: async (stackId) => (await known()).get(stackId) ?? null,
    async putStack(stack) {
      const stacks = await known();
      await table.putStack(stack);
      stacks.set(stack.stackId, stack);
    },
    async removeStack(stackId) {
      const stacks = await known();
      await table.removeStack(stackId);
      stacks.delete(stackId);
    },
  };
}
