import type { StackRecord } from "../cloudformation/stack-record";
import type { StackTable } from "../cloudformation/stack-table";

/** The stacks of a memory store. */
export function memoryStacks(): StackTable {
  const stacks = new Map<string, StackRecord>();
  return {
    listStacks: async () => [...stacks.values()],
    findStack: async (stackId) => stacks.get(stackId) ?? null,
    async putStack(stack) {
      stacks.set(stack.stackId, stack);
    },
    async removeStack(stackId) {
      stacks.delete(stackId);
    },
  };
}
