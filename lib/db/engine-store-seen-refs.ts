import type { SeenRefs, SeenRefsTable } from "@/lib/engine/source-watch/seen-refs";
import type { Query } from "./engine-store-connection";

/** What change detection has seen of repositories. */
export function seenRefsTable(query: Query): SeenRefsTable {
  return {
    async findSeenRefs(repository) {
      const rows = await query<{ generation: number; refs: SeenRefs["refs"] }>(
        "engine-find-seen-refs",
        "SELECT generation, refs FROM engine.seen_refs WHERE repository = $1",
        [repository],
      );
      return rows[0] ?? null;
    },
    async saveSeenRefs(repository, { generation, refs }) {
      await query(
        "engine-save-seen-refs",
        `INSERT INTO engine.seen_refs (repository, generation, refs) VALUES ($1, $2, $3::json)
         ON CONFLICT (repository) DO UPDATE SET generation = excluded.generation, refs = excluded.refs`,
        [repository, generation, JSON.stringify(refs)],
      );
    },
    async keepSeenRefs(repositories) {
      await query("engine-keep-seen-refs", "DELETE FROM engine.seen_refs WHERE NOT repository = ANY ($1::text[])", [
        repositories,
      ]);
    },
  };
}
