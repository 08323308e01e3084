import { onlineManager, type QueryClient } from "@tanstack/react-query";
import { liveChange } from "@/lib/contracts/live-change";
import { fleetRowReader } from "./fleet";
import { isMeant, rereader } from "./reread";

const POLL_EVERY_MS = 5_000;

/**
 * `live`: the server tells what changed. `polling`: it cannot just now, so everything on screen is asked for again.
 * `offline`: the browser has no network, so nothing can be asked for.
 */
export type LiveState = "connecting" | "live" | "polling" | "offline";

/**
 * Keeps the query cache in step with the server. The stream names the keys to fetch again; while it is cut, whatever
 * is on screen is fetched every five seconds. Whenever it opens, that is done once more, for what was missed before. Without a network it
 * is closed, because a stream that was cut off by that may never tell.
 * @returns stops it
 */
export function followLiveChanges(client: QueryClient, onState: (state: LiveState) => void): () => void {
  const reread = rereader(client);
  const rereadRow = fleetRowReader(client);
  let polling: ReturnType<typeof setInterval> | undefined;
  let source = open();
  const stopWatching = onlineManager.subscribe((isOnline) => (isOnline ? onOnline() : onOffline()));

  function open(): EventSource {
    const opened = new EventSource("/api/events");
    opened.addEventListener("open", onOpen);
    opened.addEventListener("error", onCut);
    opened.addEventListener("message", onMessage);
    return opened;
  }

  function onOpen() {
    // What changed while there was no stream, or since the server had read the page, was announced to nobody here.
    reread(() => true);
    clearInterval(polling);
    polling = undefined;
    onState("live");
  }

  function onCut() {
    polling ??= setInterval(poll, POLL_EVERY_MS);
    onState("polling");
  }

  function onOffline() {
    source.close();
    clearInterval(polling);
    polling = undefined;
    onState("offline");
  }

  function onOnline() {
    source.close();
    source = open();
    onState("connecting");
  }

  function poll() {
    reread(() => true);
    // A stream that was refused, not only cut, is never opened again by the browser itself.
    if (source.readyState === EventSource.CLOSED) source = open();
  }

  function onMessage(event: MessageEvent<string>) {
    const change = liveChange.safeParse(JSON.parse(event.data));
    if (!change.success) return;
    for (const key of change.data.keys) {
      const [noun, connection, pipelineName] = key;
      if (noun === "fleet" && connection && pipelineName) rereadRow({ connection, pipelineName });
    }
    reread((queryKey) => change.data.keys.some((key) => isMeant(key, queryKey)));
  }

  return () => {
    stopWatching();
    clearInterval(polling);
    source.close();
  };
}
