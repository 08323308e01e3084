import type { StackRecord } from "@/lib/engine/cloudformation/stack-record";
import type { StackTable } from "@/lib/engine/cloudformation/stack-table";
import type { Query } from "./engine-store-connection";

interface StackRow {
  readonly record: StackRecord;
}

/** Stacks of CloudFormation. */
export function stackTable(query: Query): StackTable {
  return {
    async listStacks() {
      const rows = await query<StackRow>("engine-list-stacks", "SELECT record FROM engine.stack ORDER BY ordinal");
      return rows.map(({ record }) => record);
    },
    async findStack(stackId) {
      const rows = await query<StackRow>("engine-find-stack", "SELECT record FROM engine.stack WHERE stack_id = $1", [
        stackId,
      ]);
      return rows[0]?.record ?? null;
    },
    async putStack(stack) {
      await query(
        "engine-put-stack",
        `INSERT INTO engine.stack (stack_id, record) VALUES ($1, $2::json)
         ON CONFLICT (stack_id) DO UPDATE SET record = EXCLUDED.record`,
        [stack.stackId, JSON.stringify(stack)],
      );
    },
    async removeStack(stackId) {
      await query("engine-remove-stack", "DELETE FROM engine.stack WHERE stack_id = $1", [stackId]);
    },
  };
}
