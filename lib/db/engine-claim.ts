import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { Client, type ClientBase } from "pg";

/** How long the session of an engine that was killed may hold its claim. */
const CLAIM_WITHIN_MS = 10_000;
const ASK_EVERY_MS = 100;
const CLAIM_KEY = "penstock-engine";

/** Another engine has taken the database: nothing of this one may reach it any more. */
export class ClaimLostError extends Error {
  constructor() {
    super("Another engine has taken this database.");
    this.name = "ClaimLostError";
  }
}

/**
 * What keeps a second engine away from the database: two on one would each take the other's actions for leftovers of
 * a crash. A session holds an advisory lock, and a row names the holder. The session may break at any time, and is then
 * opened again; the row tells whether somebody else was there meanwhile.
 */
export interface EngineClaim {
  /**
   * Call it before the first statement. What a killed engine left under way in the database is over when it resolves.
   * @throws when another engine has it
   */
  take(): Promise<void>;
  /**
   * Holds a new session of the pool against the claim. Whoever takes the database ends all sessions of the pool before
   * it, so a statement can only come from the holder.
   * @throws ClaimLostError
   */
  check(session: ClientBase): Promise<void>;
  release(): Promise<void>;
}

export function createEngineClaim({
  connectionString,
  poolName,
  onLost,
}: {
  readonly connectionString: string;
  /** The `application_name` of the sessions that work under the claim. */
  readonly poolName: string;
  /** Called once, when another engine has taken the database. */
  onLost(): void;
}): EngineClaim {
  const holder = randomUUID();
  let session: Client | undefined;
  let status: "free" | "taken" | "lost" | "released" = "free";

  async function openSession(): Promise<Client> {
    const client = new Client({ connectionString, application_name: `${poolName}-claim`, keepAlive: true });
    client.on("error", () => undefined); // its end is what counts
    await client.connect();
    return client;
  }

  function keep(client: Client): void {
    session = client;
    client.once("end", () => void regain());
  }

  /** Until the lock is ours again. The server may be away, or still hold the lock for the session that broke. */
  async function regain(): Promise<void> {
    while (status === "taken" && !(await regainOnce().catch(() => false))) {
      await sleep(ASK_EVERY_MS, undefined, { ref: false });
    }
  }

  async function regainOnce(): Promise<boolean> {
    const client = await openSession();
    try {
      const hasLock = await tryLock(client);
      await check(client);
      if (!hasLock || status !== "taken") return await client.end().then(() => false);
      keep(client);
      return true;
    } catch (error) {
      await client.end();
      throw error;
    }
  }

  async function check(client: ClientBase): Promise<void> {
    if (status === "free") return;
    const { rows } = await client.query<{ holder: string }>("SELECT holder FROM engine.claim WHERE id = 1");
    if (rows[0]?.holder === holder) return;
    if (status === "taken") {
      status = "lost";
      onLost();
    }
    throw new ClaimLostError();
  }

  return {
    check,
    async take() {
      const client = await openSession();
      session = client;
      for (const deadlineAt = Date.now() + CLAIM_WITHIN_MS; !(await tryLock(client)); await sleep(ASK_EVERY_MS)) {
        if (Date.now() > deadlineAt)
          throw new Error("Another engine uses this database. Stop it, or give this one its own.");
      }
      await client.query(
        `INSERT INTO engine.claim (id, holder, taken_at) VALUES (1, $1, now())
         ON CONFLICT (id) DO UPDATE SET holder = excluded.holder, taken_at = excluded.taken_at`,
        [holder],
      );
      await endSessions(client, poolName);
      status = "taken";
      keep(client);
    },
    async release() {
      status = "released";
      await session?.end();
    },
  };
}

async function tryLock(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ claimed: boolean }>(
    "SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS claimed",
    [CLAIM_KEY],
  );
  return rows[0]?.claimed ?? false;
}

/**
 * What an engine that was killed had sent may still be under way in its sessions, and must not change what this one is
 * about to load.
 */
async function endSessions(client: Client, poolName: string): Promise<void> {
  for (;;) {
    const { rowCount } = await client.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = $1`,
      [poolName],
    );
    if (rowCount === 0) return;
    await sleep(10);
  }
}
