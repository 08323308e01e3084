import "server-only";
import { CHANGES_CHANNEL } from "@/lib/db/live-changes";
import { listen } from "@/lib/db/listen";
import { readEnv } from "@/lib/env";
import { PenstockError } from "@/lib/errors";

export interface ChangeSubscriber {
  /** One announcement, as written by `announceChanges`. */
  onChange(payload: string): void;
  /** Announcements may have been missed: whoever shows data reads all of it again. */
  onGap(): void;
}

interface ChangeFeed {
  readonly subscribers: Set<ChangeSubscriber>;
}

/** Next evaluates modules more than once per process, so the one LISTEN hangs on the global object. */
const holder = globalThis as typeof globalThis & { penstockChangeFeed?: ChangeFeed }; // the property is ours alone

/** Hears every change committed from now on. @returns ends the subscription */
export function subscribeToChanges(subscriber: ChangeSubscriber): () => void {
  holder.penstockChangeFeed ??= openFeed();
  const { subscribers } = holder.penstockChangeFeed;
  subscribers.add(subscriber);
  return () => {
    subscribers.delete(subscriber);
  };
}

function openFeed(): ChangeFeed {
  const { DATABASE_URL } = readEnv();
  if (!DATABASE_URL) throw new PenstockError("internal", "DATABASE_URL is not set. Start Penstock with `npm start`.");
  const subscribers = new Set<ChangeSubscriber>();
  let wasCut = false;
  listen({
    connectionString: DATABASE_URL,
    channels: [CHANGES_CHANNEL],
    onNotification: (_channel, payload) => subscribers.forEach((subscriber) => subscriber.onChange(payload)),
    onConnected() {
      if (wasCut) subscribers.forEach((subscriber) => subscriber.onGap());
      wasCut = false;
    },
    onDisconnected(error) {
      if (!wasCut) process.stderr.write(`Live changes are cut off from PostgreSQL: ${error.message}\n`);
      wasCut = true;
    },
  });
  return { subscribers };
}
