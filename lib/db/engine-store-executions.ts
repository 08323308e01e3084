import type { ExecutionState } from "@/lib/engine/state";
import type { SavedState } from "@/lib/engine/store/store";

/** What a commit changes among the executions of a pipeline. */
export interface ExecutionChanges {
  readonly changed: SavedState["executions"];
  readonly removed: readonly string[];
}

/**
 * Knows which executions the database holds just as they are, so that an event of one execution writes that one and
 * not those beside it. A state is never changed in place: the same object is the same state.
 */
export interface SavedExecutions {
  changesOf(state: SavedState): ExecutionChanges;
  saved(state: SavedState): void;
  forget(pipelineName: string): void;
}

export function createSavedExecutions(): SavedExecutions {
  const byPipeline = new Map<string, Readonly<Record<string, ExecutionState>>>();
  return {
    changesOf({ pipelineName, executions }) {
      const known = byPipeline.get(pipelineName) ?? {};
      return {
        changed: Object.fromEntries(Object.entries(executions).filter(([id, execution]) => known[id] !== execution)),
        removed: Object.keys(known).filter((id) => executions[id] === undefined),
      };
    },
    saved: ({ pipelineName, executions }) => void byPipeline.set(pipelineName, executions),
    forget: (pipelineName) => void byPipeline.delete(pipelineName),
  };
}
