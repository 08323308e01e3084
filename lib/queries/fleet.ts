import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { type Fleet, fleet, type FleetPipeline, fleetRows, MOST_ROWS_AT_ONCE } from "@/lib/contracts/fleet";
import { getJson } from "./get-json";
import { withQuery } from "./urls";

/** Rows are read again as they are announced; this is for the figures above them, and for whatever was missed. */
const WHOLE_EVERY_MS = 5 * 60_000;

/** Every pipeline of every connection. Whoever shows some of them chooses in the browser. */
export function fleetQuery() {
  return queryOptions({
    queryKey: ["fleet"],
    queryFn: ({ signal }) => getJson(fleet, "/api/fleet", { signal }),
    refetchInterval: WHOLE_EVERY_MS,
  });
}

/** What tells a pipeline from all others. */
export function fleetKey({ connection, pipelineName }: Pick<FleetPipeline, "connection" | "pipelineName">): string {
  return `${encodeURIComponent(connection)}/${encodeURIComponent(pipelineName)}`;
}

/**
 * Reads rows of the fleet again, without the rest of it. Rows asked for while an answer is under way are read
 * together when it is there; too many of them are the whole fleet.
 */
export function fleetRowReader(client: QueryClient): (pipeline: { connection: string; pipelineName: string }) => void {
  const wanted = new Set<string>();
  let isReading = false;

  async function readWanted() {
    isReading = true;
    while (wanted.size > 0) {
      const keys = [...wanted];
      wanted.clear();
      try {
        await readRows(client, keys);
      } catch {
        // The whole is asked for, which explains itself on screen when it fails too.
        await client.invalidateQueries({ queryKey: fleetQuery().queryKey, exact: true });
      }
    }
    isReading = false;
  }

  return (pipeline) => {
    wanted.add(fleetKey(pipeline));
    if (!isReading) void readWanted();
  };
}

async function readRows(client: QueryClient, keys: readonly string[]): Promise<void> {
  const { queryKey } = fleetQuery();
  const query = client.getQueryCache().find({ queryKey, exact: true });
  if (!query?.isActive() || keys.length > MOST_ROWS_AT_ONCE) {
    await client.invalidateQueries({ queryKey, exact: true });
    return;
  }
  const { pipelines } = await getJson(fleetRows, withQuery("/api/fleet/rows", { of: keys }));
  client.setQueryData(queryKey, (known) => known && withRows(known, keys, pipelines));
}

/** The fleet with these rows as they were just read. Every other row stays the very object it was. */
export function withRows(known: Fleet, keys: readonly string[], read: readonly FleetPipeline[]): Fleet {
  const fresh = new Map(read.map((row) => [fleetKey(row), row]));
  const asked = new Set(keys);
  const kept = known.pipelines.flatMap((row) => {
    const key = fleetKey(row);
    if (!asked.has(key)) return [row];
    const next = fresh.get(key);
    fresh.delete(key);
    return next ? [next] : [];
  });
  return { ...known, pipelines: [...kept, ...fresh.values()] };
}
