import { z } from "zod";
import type { DbOrTransaction } from "./client";
import type { Connection as ConnectionRow } from "./generated/client";

export const CREDENTIAL_SOURCES = ["default-chain", "profile", "assumed-role", "local-engine"] as const;
export type CredentialSource = (typeof CREDENTIAL_SOURCES)[number];

export const CONNECTION_HEALTH = ["ok", "throttled", "unreachable", "unchecked"] as const;
export type ConnectionHealth = (typeof CONNECTION_HEALTH)[number];

const instant = z
  .date()
  .nullable()
  .transform((date) => date?.getTime() ?? null);

/** A connection as stored. Instants are epoch milliseconds. */
export interface StoredConnection {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly region: string;
  readonly accountId: string | null;
  readonly credentialSource: CredentialSource;
  readonly profileName: string | null;
  readonly roleArn: string | null;
  readonly externalId: string | null;
  readonly endpointUrl: string | null;
  readonly isDemo: boolean;
  readonly ingestKeyHash: string | null;
  readonly health: ConnectionHealth;
  readonly healthMessage: string | null;
  readonly checkedAt: number | null;
  readonly syncedAt: number | null;
  readonly lastEventAt: number | null;
}

export interface ConnectionSettings {
  readonly slug: string;
  readonly name: string;
  readonly region: string;
  readonly accountId: string | null;
  readonly credentialSource: CredentialSource;
  readonly profileName: string | null;
  readonly roleArn: string | null;
  readonly externalId: string | null;
  readonly endpointUrl: string | null;
}

/** Every connection, the local one first, with the number of pipelines each holds. */
export async function listConnections(
  db: DbOrTransaction,
): Promise<(StoredConnection & { readonly pipelineCount: number })[]> {
  const rows = await db.connection.findMany({
    include: { _count: { select: { pipelines: { where: { deletedAt: null } } } } },
    orderBy: [{ createdAt: "asc" }, { slug: "asc" }],
    take: 1000,
  });
  return rows.map((row) => ({ ...connectionFrom(row), pipelineCount: row._count.pipelines }));
}

export async function findConnection(db: DbOrTransaction, slug: string): Promise<StoredConnection | null> {
  const row = await db.connection.findUnique({ where: { slug } });
  return row && connectionFrom(row);
}

export async function findConnectionById(db: DbOrTransaction, id: string): Promise<StoredConnection | null> {
  const row = await db.connection.findUnique({ where: { id } });
  return row && connectionFrom(row);
}

export async function createConnection(
  db: DbOrTransaction,
  settings: ConnectionSettings & { readonly health?: ConnectionHealth },
): Promise<StoredConnection> {
  return connectionFrom(await db.connection.create({ data: settings }));
}

export async function updateConnection(
  db: DbOrTransaction,
  { id, ...change }: { id: string } & Partial<ConnectionSettings> & { ingestKeyHash?: string },
): Promise<StoredConnection> {
  return connectionFrom(await db.connection.update({ where: { id }, data: change }));
}

/** Takes its pipelines, their drafts and their history with it. */
export async function deleteConnection(db: DbOrTransaction, id: string): Promise<void> {
  await db.connection.delete({ where: { id }, select: { id: true } });
}

/**
 * Says how the last contact went. `syncedAt` moves only when everything was read.
 * @returns true when the connection's health is not what it was
 */
export async function recordContact(
  db: DbOrTransaction,
  {
    id,
    health,
    healthMessage,
    at,
    isSynced,
  }: { id: string; health: ConnectionHealth; healthMessage: string | null; at: number; isSynced: boolean },
): Promise<boolean> {
  const checkedAt = new Date(at);
  const before = await db.connection.findUniqueOrThrow({ where: { id }, select: { health: true } });
  await db.connection.update({
    where: { id },
    data: { health, healthMessage, checkedAt, ...(isSynced ? { syncedAt: checkedAt } : {}) },
    select: { id: true },
  });
  return before.health !== health;
}

/** An event of this connection has arrived. */
export async function recordEventArrival(db: DbOrTransaction, id: string, at: number): Promise<void> {
  await db.connection.update({ where: { id }, data: { lastEventAt: new Date(at) }, select: { id: true } });
}

const pollState = z.object({
  id: z.string(),
  slug: z.string(),
  health: z.enum(CONNECTION_HEALTH),
  checkedAt: instant,
  lastEventAt: instant,
  hasRunning: z.boolean(),
});
export type PollState = z.infer<typeof pollState>;

/** What decides how soon each connection is asked again. Demo data has nobody to ask. */
export async function listPollStates(db: DbOrTransaction): Promise<PollState[]> {
  const rows = await db.$queryRaw`
    SELECT id, slug, health, checked_at AS "checkedAt", last_event_at AS "lastEventAt", EXISTS (
      SELECT FROM pipeline_execution run JOIN pipeline ON pipeline.id = run.pipeline_id
      WHERE pipeline.connection_id = connection.id AND run.status IN ('InProgress', 'Stopping')
    ) AS "hasRunning"
    FROM connection WHERE NOT is_demo ORDER BY created_at`;
  return z.array(pollState).parse(rows);
}

/**
 * Makes sure that the local engine's connection exists and accepts the engine's events.
 * @returns true when it was created or changed
 */
export async function ensureLocalConnection(
  db: DbOrTransaction,
  { region, ingestKeyHash }: { region: string; ingestKeyHash: string | null },
): Promise<boolean> {
  const known = await db.connection.findUnique({ where: { slug: "local" }, select: { id: true, ingestKeyHash: true } });
  if (known && known.ingestKeyHash === ingestKeyHash) return false;
  await db.connection.upsert({
    where: { slug: "local" },
    create: { slug: "local", name: "Local engine", region, credentialSource: "local-engine", ingestKeyHash },
    update: { ingestKeyHash },
    select: { id: true },
  });
  return true;
}

function connectionFrom(row: ConnectionRow): StoredConnection {
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    region: row.region,
    accountId: row.accountId,
    credentialSource: oneOf(CREDENTIAL_SOURCES, row.credentialSource) ?? "default-chain",
    profileName: row.profileName,
    roleArn: row.roleArn,
    externalId: row.externalId,
    endpointUrl: row.endpointUrl,
    isDemo: row.isDemo,
    ingestKeyHash: row.ingestKeyHash,
    health: oneOf(CONNECTION_HEALTH, row.health) ?? "unchecked",
    healthMessage: row.healthMessage,
    checkedAt: row.checkedAt?.getTime() ?? null,
    syncedAt: row.syncedAt?.getTime() ?? null,
    lastEventAt: row.lastEventAt?.getTime() ?? null,
  };
}

function oneOf<Value extends string>(values: readonly Value[], text: string): Value | null {
  return values.find((value) => value === text) ?? null;
}
