import type { SeenRefs, SeenRefsTable } from "../source-watch/seen-refs";

/** What change detection has seen, in a memory store. */
export function memorySeenRefs(): SeenRefsTable {
  const seen = new Map<string, SeenRefs>();
  return {
    findSeenRefs: async (repository) => seen.get(repository) ?? null,
    async saveSeenRefs(repository, refs) {
      seen.set(repository, refs);
    },
    async keepSeenRefs(repositories) {
      for (const repository of seen.keys()) if (!repositories.includes(repository)) seen.delete(repository);
    },
  };
}
