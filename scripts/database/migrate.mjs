import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { StartError } from "../start/say.mjs";

const FOLDER = path.resolve(import.meta.dirname, "../../prisma/migrations");

/** The key Prisma itself locks while it migrates, so that `prisma migrate deploy` and this never overlap. */
const ADVISORY_LOCK = 72_707_369;

/** Prisma's own record of what was applied, in the shape it creates. */
const RECORD_TABLE = `
  CREATE TABLE IF NOT EXISTS public._prisma_migrations (
    id VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum VARCHAR(64) NOT NULL,
    finished_at TIMESTAMPTZ,
    migration_name VARCHAR(255) NOT NULL,
    logs TEXT,
    rolled_back_at TIMESTAMPTZ,
    started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count INTEGER NOT NULL DEFAULT 0
  )`;

/**
 * Applies the migrations that `databaseUrl` lacks, in order, each in a transaction of its own, and records them as
 * Prisma does.
 * @returns the names applied now
 * @throws StartError when an applied file was changed since, or one that Prisma applied is half done
 */
export async function migrate(databaseUrl, folder = FOLDER) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [ADVISORY_LOCK]);
    await client.query("SET client_min_messages = warning");
    await client.query(RECORD_TABLE);
    const pending = pendingOf(readMigrations(folder), await readRecord(client));
    for (const migration of pending) await apply(client, migration);
    return pending.map((migration) => migration.name);
  } finally {
    await client.end();
  }
}

function readMigrations(folder) {
  return readdirSync(folder)
    .toSorted()
    .map((name) => ({ name, file: path.join(folder, name, "migration.sql") }))
    .filter(({ file }) => existsSync(file))
    .map(({ name, file }) => {
      const sql = readFileSync(file, "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    });
}

async function readRecord(client) {
  const { rows } = await client.query(
    "SELECT migration_name AS name, checksum, finished_at FROM public._prisma_migrations WHERE rolled_back_at IS NULL",
  );
  return new Map(rows.map((row) => [row.name, row]));
}

function pendingOf(migrations, record) {
  return migrations.filter(({ name, checksum }) => {
    const applied = record.get(name);
    if (!applied) return true;
    if (applied.finished_at === null) {
      throw new StartError(
        `The migration ${name} was begun and not finished. Repair it with "prisma migrate resolve".`,
      );
    }
    if (applied.checksum !== checksum) {
      throw new StartError(
        `The migration ${name} was changed after it was applied. Restore the file, and add a new one.`,
      );
    }
    return false;
  });
}

async function apply(client, { name, sql, checksum }) {
  try {
    await client.query("BEGIN");
    await client.query(sql);
    await client.query(
      `INSERT INTO public._prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query("COMMIT");
  } catch (cause) {
    await client.query("ROLLBACK");
    throw new StartError(`The migration ${name} failed and was rolled back: ${cause.message}`, { cause });
  }
}
