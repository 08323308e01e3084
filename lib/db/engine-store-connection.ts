import { setTimeout as sleep } from "node:timers/promises";
import { Pool, type QueryResultRow } from "pg";
import { createEngineClaim } from "./engine-claim";

/** Runs a statement that is safe to repeat. */
export type Query = <Row extends QueryResultRow>(
  name: string,
  text: string,
  values?: readonly unknown[],
) => Promise<Row[]>;

export interface EngineStoreConnection {
  readonly query: Query;
  /** Claims the database for this process until it ends. Call it before the first query. @see EngineClaim */
  claim(): Promise<void>;
  close(): Promise<void>;
}

/** How long a statement is tried again while PostgreSQL is away, for example because it restarts. */
const PATIENCE_MS = 30_000;

const POOL_NAME = "penstock-engine";

/**
 * Opens the engine's own pool. It speaks to PostgreSQL without Prisma, because each event of each execution is one
 * statement on the critical path and named statements are planned once per connection.
 */
export function openEngineStoreConnection(
  connectionString: string,
  /** Called once, when another engine has taken the database; from then on every query fails. */
  onClaimLost: () => void = () => undefined,
): EngineStoreConnection {
  const claim = createEngineClaim({ connectionString, poolName: POOL_NAME, onLost: onClaimLost });
  const pool = new Pool({
    connectionString,
    max: 8,
    application_name: POOL_NAME,
    onConnect: (session) => claim.check(session),
  });
  // An idle connection that breaks is replaced at the next use; without a listener it would end the process.
  pool.on("error", () => undefined);
  return {
    claim: () => claim.take(),
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
      await claim.release();
      await pool.end();
    },
  };
}

const NETWORK_FAULTS = ["ECONNREFUSED", "ECONNRESET", "EPIPE", "ENOENT", "ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH"];
/** The server ends our session, is being ended, or starts. @see https://www.postgresql.org/docs/current/errcodes-appendix.html */
const SHUTDOWNS = ["57P01", "57P02", "57P03"];

/** True when the statement may never have arrived: the server is away, starting, or ended our session. */
function isConnectionFault(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return (
    NETWORK_FAULTS.includes(code) ||
    SHUTDOWNS.includes(code) ||
    code.startsWith("08") ||
    error.message.startsWith("Connection terminated") ||
    // The pool had just lent us a session that broke.
    error.message.endsWith("is not queryable")
  );
}
