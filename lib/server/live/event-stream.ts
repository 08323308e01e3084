import "server-only";
import { subscribeToChanges } from "./change-feed";

/** Proxies close connections that stay silent, and a broken one is noticed only by writing to it. */
const KEEP_ALIVE_EVERY_MS = 15_000;
/** A revoked session ends its stream within this. */
const SESSION_CHECK_EVERY_MS = 10_000;
/** How soon a browser tries again. */
const RETRY_MS = 1_000;
/** Everything on screen, whatever its key. */
const EVERYTHING = JSON.stringify({ keys: [["*"]] });

interface EventStreamOptions {
  readonly signal: AbortSignal;
  /** False ends the stream. */
  isSessionValid(): Promise<boolean>;
}

/** Server-sent events that say which query keys have new data, for as long as the browser listens and may. */
export function eventStream({ signal, isSessionValid }: EventStreamOptions): Response {
  let close = (): void => undefined;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const encoder = new TextEncoder();
      const write = (text: string): void => controller.enqueue(encoder.encode(text));
      const unsubscribe = subscribeToChanges({
        onChange: (payload) => write(`data: ${payload}\n\n`),
        onGap: () => write(`data: ${EVERYTHING}\n\n`),
      });
      const keepAlive = setInterval(() => write(": still here\n\n"), KEEP_ALIVE_EVERY_MS);
      const sessionCheck = setInterval(() => {
        isSessionValid().then(
          (isValid) => isValid || end(),
          () => undefined, // the database cannot be asked just now; the next check decides
        );
      }, SESSION_CHECK_EVERY_MS);
      let isOpen = true;
      close = () => {
        isOpen = false;
        unsubscribe();
        clearInterval(keepAlive);
        clearInterval(sessionCheck);
      };
      const end = (): void => {
        if (!isOpen) return;
        close();
        controller.close();
      };
      signal.addEventListener("abort", end, { once: true });
      write(`retry: ${RETRY_MS}\n: connected\n\n`);
    },
    cancel: () => close(),
  });
  return new Response(body, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-cache, no-transform",
      "x-accel-buffering": "no",
    },
  });
}
