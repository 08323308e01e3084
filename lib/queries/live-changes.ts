import type { QueryClient } from "@tanstack/react-query";
import { liveChange } from "@/lib/contracts/live-change";

const POLL_EVERY_MS = 5_000;

/** `live`: the server tells what changed. `polling`: it cannot just now, so everything on screen is asked for again. */
export type LiveState = "connecting" | "live" | "polling";

/**
 * Keeps the query cache in step with the server. The stream names the keys to fetch again; while it is cut, whatever
 * is on screen is fetched every five seconds, and once more when it is back, for what was missed in between.
 * @returns stops it
 */
export function followLiveChanges(client: QueryClient, onState: (state: LiveState) => void): () => void {
  let polling: ReturnType<typeof setInterval> | undefined;
  const source = new EventSource("/api/events");

  source.addEventListener("open", () => {
    if (polling !== undefined) void client.invalidateQueries();
    clearInterval(polling);
    polling = undefined;
    onState("live");
  });
  source.addEventListener("error", () => {
    polling ??= setInterval(() => void client.invalidateQueries(), POLL_EVERY_MS);
    onState("polling");
  });
  source.addEventListener("message", (event: MessageEvent<string>) => {
    const change = liveChange.safeParse(JSON.parse(event.data));
    if (!change.success) return;
    for (const queryKey of change.data.keys) void client.invalidateQueries({ queryKey });
  });

  return () => {
    clearInterval(polling);
    source.close();
  };
}
