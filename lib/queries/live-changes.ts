import type { QueryClient, QueryKey } from "@tanstack/react-query";
import { liveChange } from "@/lib/contracts/live-change";

const POLL_EVERY_MS = 3_000;
const REOPEN_AFTER_MS = 3_000;

/** `live`: the server tells what changed. `polling`: it cannot just now, so everything on screen is asked for again. */
export type LiveState = "connecting" | "live" | "polling";

/**
 * Keeps the query cache in step with the server. The stream names the keys to fetch again; while it is cut, whatever
 * is on screen is fetched every three seconds, and once more when it is back, for what was missed in between.
 * @returns stops it
 */
export function followLiveChanges(client: QueryClient, onState: (state: LiveState) => void): () => void {
  let source: EventSource;
  let polling: ReturnType<typeof setInterval> | undefined;
  let reopening: ReturnType<typeof setTimeout> | undefined;

  const open = (): void => {
    source = new EventSource("/api/events");
    source.addEventListener("open", () => {
      if (polling !== undefined) void client.invalidateQueries();
      clearInterval(polling);
      polling = undefined;
      onState("live");
    });
    source.addEventListener("error", () => {
      polling ??= setInterval(() => void client.invalidateQueries(), POLL_EVERY_MS);
      onState("polling");
      // Browsers reconnect by themselves after a cut, but give up for good when the answer was a refusal.
      if (source.readyState === EventSource.CLOSED) reopening = setTimeout(open, REOPEN_AFTER_MS);
    });
    source.addEventListener("message", (event: MessageEvent<string>) => {
      const change = liveChange.safeParse(JSON.parse(event.data));
      if (!change.success) return;
      const { keys } = change.data;
      void client.invalidateQueries({ predicate: ({ queryKey }) => keys.some((key) => isMeant(queryKey, key)) });
    });
  };

  open();
  return () => {
    clearInterval(polling);
    clearTimeout(reopening);
    source.close();
  };
}

/**
 * True when news of `key` concern the query: its very key, or a list of it under any filters, which are an object at
 * the end of the query's key. A last element `*` stands for everything below.
 */
export function isMeant(queryKey: QueryKey, key: readonly string[]): boolean {
  const isTree = key.at(-1) === "*";
  const named = isTree ? key.slice(0, -1) : key;
  if (!named.every((part, index) => queryKey[index] === part)) return false;
  return isTree || queryKey.slice(named.length).every((part) => typeof part === "object");
}
