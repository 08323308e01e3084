import { setTimeout as sleep } from "node:timers/promises";
import { Client, Pool, type QueryResultRow } from "pg";

/** Runs a statement that is safe to repeat. */
export type Query = <Row extends QueryResultRow>(
  name: string,
  text: string,
  values?: readonly unknown[],
) => Promise<Row[]>;

export interface EngineStoreConnection {
  readonly query: Query;
  /**
   * Claims the database for this process until it ends: two engines on one would each take the other's actions for
   * leftovers of a crash. Call it before the first query. What a killed engine left under way in the database is over
   * when it resolves.
   * @throws when another engine has it
   */
  claim(): Promise<void>;
  close(): Promise<void>;
}

/** How long a statement is tried again while PostgreSQL is away, for example because it restarts. */
const PATIENCE_MS = 30_000;

/** How long the session of an engine that was killed may hold its claim. */
const CLAIM_WITHIN_MS = 10_000;
const CLAIM_KEY = "penstock-engine";
const POOL_NAME = "penstock-engine";

/**
 * Opens the engine's own pool. It speaks to PostgreSQL without Prisma, because each event of each execution is one
 * statement on the critical path and named statements are planned once per connection.
 */
export function openEngineStoreConnection(connectionString: string): EngineStoreConnection {
  const pool = new Pool({ connectionString, max: 8, application_name: POOL_NAME });
  // An idle connection that breaks is replaced at the next use; without a listener it would end the process.
  pool.on("error", () => undefined);
  const claimant = new Client({ connectionString, application_name: "penstock-engine-claim" });
  claimant.on("error", () => undefined);
  return {
    async claim() {
      await claimant.connect();
      for (const deadlineAt = Date.now() + CLAIM_WITHIN_MS; !(await tryClaim(claimant)); await sleep(100)) {
        if (Date.now() > deadlineAt)
          throw new Error("Another engine uses this database. Stop it, or give this one its own.");
      }
      await endLeftovers(claimant);
    },
    async query<Row extends QueryResultRow>(name: string, text: string, values: readonly unknown[] = []) {
      for (let waitedMs = 0, waitMs = 50; ; waitedMs += waitMs, waitMs = Math.min(waitMs * 2, 1_000)) {
        try {
          const { rows } = await pool.query<Row>({ name, text, values: [...values] });
          return rows;
        } catch (error) {
          if (!isConnectionFault(error) || waitedMs >= PATIENCE_MS) throw error;
          await sleep(waitMs);
        }
      }
    },
    async close() {
      await claimant.end();
      await pool.end();
    },
  };
}

async function tryClaim(client: Client): Promise<boolean> {
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
async function endLeftovers(client: Client): Promise<void> {
  for (;;) {
    const { rowCount } = await client.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = $1`,
      [POOL_NAME],
    );
    if (rowCount === 0) return;
    await sleep(10);
  }
}

/** True when the statement may never have arrived: the server is away, starting, or ended our session. */
function isConnectionFault(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return (
    ["ECONNREFUSED", "ECONNRESET", "EPIPE", "ENOENT", "57P01", "57P02", "57P03"].includes(code) ||
    code.startsWith("08") ||
    error.message.startsWith("Connection terminated")
  );
}
