import type { StackRecord } from "./stack-record";

/** What is kept of stacks. */
export interface StackTable {
  /** Deleted ones included, oldest first. */
  listStacks(): Promise<readonly StackRecord[]>;
  findStack(stackId: string): Promise<StackRecord | null>;
  /** Saves a stack in the place of what was known of it. */
  putStack(stack: StackRecord): Promise<void>;
  /** Forgets one; a missing one is no error. */
  removeStack(stackId: string): Promise<void>;
}
