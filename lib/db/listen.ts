import pg from "pg";

interface ListenOptions {
  readonly connectionString: string;
  readonly channels: readonly string[];
  onNotification(channel: string, payload: string): void;
  /** After every (re)connection: what was announced in between is lost, so whoever listens catches up here. */
  onConnected(): void;
  onDisconnected(error: Error): void;
}

const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 5_000;

/** Holds one LISTEN connection for as long as the process wants it, over restarts of PostgreSQL. */
export function listen(options: ListenOptions): { stop(): Promise<void> } {
  let stopped = false;
  let client: pg.Client | null = null;
  let retryTimer: NodeJS.Timeout | undefined;
  let retryMs = FIRST_RETRY_MS;

  const connect = async (): Promise<void> => {
    const attempt = new pg.Client({ connectionString: options.connectionString, keepAlive: true });
    let isLost = false;
    const lose = (error: Error): void => {
      if (isLost) return;
      isLost = true;
      attempt.end().catch(() => undefined); // it is broken already; only its socket is let go
      if (stopped) return;
      options.onDisconnected(error);
      retryTimer = setTimeout(() => void connect(), retryMs);
      retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS);
    };
    attempt.on("error", lose);
    attempt.on("end", () => lose(new Error("PostgreSQL closed the connection.")));
    attempt.on("notification", ({ channel, payload }) => options.onNotification(channel, payload ?? ""));
    try {
      await attempt.connect();
      for (const channel of options.channels) await attempt.query(`LISTEN ${attempt.escapeIdentifier(channel)}`);
    } catch (error) {
      return lose(error instanceof Error ? error : new Error(String(error)));
    }
    client = attempt;
    retryMs = FIRST_RETRY_MS;
    if (stopped) return attempt.end();
    options.onConnected();
  };

  void connect();
  return {
    async stop() {
      stopped = true;
      clearTimeout(retryTimer);
      await client?.end().catch(() => undefined); // a connection that is already gone is what we want
    },
  };
}
