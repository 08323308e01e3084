import type { Query, QueryClient, QueryKey } from "@tanstack/react-query";

/**
 * Makes cached answers be read again, those on screen at once. While an answer is under way, whatever else is
 * announced waits for it and is then asked for once: a stream of changes neither aborts answer after answer nor ends
 * with one that is older than the last change.
 */
export function rereader(client: QueryClient): (isStale: (queryKey: QueryKey) => boolean) => void {
  const waiting = new Set<string>();

  async function reread(query: Query): Promise<void> {
    query.invalidate();
    if (waiting.has(query.queryHash)) return;
    if (query.state.fetchStatus === "fetching") {
      waiting.add(query.queryHash);
      await query.promise?.catch(() => null); // its own observers hear of a failure
      waiting.delete(query.queryHash);
    }
    await client.refetchQueries({ queryKey: query.queryKey, exact: true, type: "active" });
  }

  return (isStale) => {
    for (const query of client.getQueryCache().findAll()) if (isStale(query.queryKey)) void reread(query);
  };
}

/**
 * Whether an announced key means a cached one: its own resource with whatever filters it was asked by, and with a last
 * element `*` everything below it too.
 */
export function isMeant(announced: readonly string[], queryKey: QueryKey): boolean {
  const withBelow = announced.at(-1) === "*";
  const named = withBelow ? announced.slice(0, -1) : announced;
  if (!named.every((part, index) => queryKey[index] === part)) return false;
  return withBelow || queryKey.slice(named.length).every((part) => typeof part === "object");
}
