import type { EngineStore } from "./store";

/**
 * A store whose commits count once what lies outside it is durable too: the logs of the actions that they say have ended.
 * Both are written at the same time, so neither waits for the other's disk.
 * @throws when either fails. Both are over then, and a commit that was done is found when it is looked for
 */
export function commitWithSync(store: EngineStore, sync: () => Promise<void>): EngineStore {
  return {
    ...store,
    async commit(commit) {
      const results = await Promise.allSettled([store.commit(commit), sync()]);
      const failure = results.find((result) => result.status === "rejected");
      if (failure) throw failure.reason;
    },
  };
}
