import type { Commit, EngineStore } from "./store/store";

/** Epoch milliseconds. */
export interface PipelineTimes {
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** Knows the times of pipelines without asking the store again: they are part of every answer about a pipeline's state. */
export function createPipelineTimes(store: EngineStore) {
  const known = new Map<string, PipelineTimes>();
  /** Raised by every change, so that an answer of the store that a change has overtaken is not kept. */
  let changes = 0;
  return {
    async of(pipelineName: string): Promise<PipelineTimes | null> {
      const times = known.get(pipelineName);
      if (times) return times;
      const before = changes;
      const record = await store.findPipeline(pipelineName);
      if (!record) return null;
      const { createdAt, updatedAt } = record;
      if (changes === before) known.set(pipelineName, { createdAt, updatedAt });
      return { createdAt, updatedAt };
    },
    committed({ pipelineName, declaration }: Commit): void {
      if (declaration) this.forget(pipelineName);
    },
    forget(pipelineName: string): void {
      changes += 1;
      known.delete(pipelineName);
    },
  };
}
