import { z } from "zod";
import { pipelineDeclaration, type PipelineDeclaration } from "@/lib/pipeline/declaration";
import { pipelineState, type PipelineState } from "@/lib/pipeline/pipeline-state";
import type { DbOrTransaction } from "./client";
import { declarationJson } from "./declaration-json";
import { Prisma } from "./generated/client";

/** A pipeline as stored. Instants are epoch milliseconds. */
export interface StoredPipeline {
  readonly id: string;
  readonly connectionId: string;
  readonly connection: string;
  readonly connectionName: string;
  readonly isDemo: boolean;
  readonly name: string;
  readonly liveVersion: number | null;
  readonly liveDeclaration: PipelineDeclaration | null;
  readonly liveUpdatedAt: number | null;
  readonly state: PipelineState | null;
  readonly syncedAt: number | null;
  readonly isDeleted: boolean;
  readonly hasDraft: boolean;
}

const columns = {
  id: true,
  connectionId: true,
  name: true,
  liveVersion: true,
  liveDeclaration: true,
  liveUpdatedAt: true,
  state: true,
  syncedAt: true,
  deletedAt: true,
  connection: { select: { slug: true, name: true, isDemo: true } },
  draft: { select: { revision: true } },
} as const satisfies Prisma.PipelineSelect;

export async function findPipeline(
  db: DbOrTransaction,
  { connection, pipelineName }: { connection: string; pipelineName: string },
): Promise<StoredPipeline | null> {
  const row = await db.pipeline.findFirst({
    where: { name: pipelineName, connection: { slug: connection } },
    select: columns,
  });
  return row && pipelineFrom(row);
}

export async function findPipelineById(db: DbOrTransaction, id: string): Promise<StoredPipeline | null> {
  const row = await db.pipeline.findUnique({ where: { id }, select: columns });
  return row && pipelineFrom(row);
}

const MOST_PIPELINES = 10_000;

/** What runs somewhere now, by connection and name. */
export async function listLivePipelines(db: DbOrTransaction): Promise<StoredPipeline[]> {
  const rows = await db.pipeline.findMany({
    where: { deletedAt: null, liveVersion: { not: null } },
    select: columns,
    orderBy: [{ connection: { slug: "asc" } }, { name: "asc" }],
    take: MOST_PIPELINES,
  });
  return rows.map(pipelineFrom);
}

/** What a sync compares with the connection's own list. */
export async function listLiveVersions(
  db: DbOrTransaction,
  connectionId: string,
): Promise<{ id: string; name: string; liveVersion: number | null; isDeleted: boolean }[]> {
  const rows = await db.pipeline.findMany({
    where: { connectionId },
    select: { id: true, name: true, liveVersion: true, deletedAt: true },
    take: MOST_PIPELINES,
  });
  return rows.map(({ deletedAt, ...row }) => ({ ...row, isDeleted: deletedAt !== null }));
}

/**
 * Writes what is live. A pipeline seen for the first time is added; one that was gone is back.
 * @returns its id, and whether anything is new
 */
export async function storeLivePipeline(
  db: DbOrTransaction,
  live: {
    connectionId: string;
    name: string;
    version: number;
    declaration: PipelineDeclaration;
    updatedAt: number | null;
  },
): Promise<{ id: string; isNew: boolean }> {
  const { connectionId, name, version } = live;
  const before = await db.pipeline.findUnique({
    where: { connectionId_name: { connectionId, name } },
    select: { liveVersion: true, deletedAt: true },
  });
  const values = {
    liveVersion: version,
    liveDeclaration: declarationJson(live.declaration),
    liveUpdatedAt: live.updatedAt === null ? null : new Date(live.updatedAt),
    deletedAt: null,
  };
  const { id } = await db.pipeline.upsert({
    where: { connectionId_name: { connectionId, name } },
    create: { connectionId, name, ...values },
    update: values,
    select: { id: true },
  });
  return { id, isNew: before?.liveVersion !== version || before.deletedAt !== null };
}

const pipelineToSync = z.object({ id: z.string(), name: z.string(), hasWholeHistory: z.boolean() });
export type PipelineToSync = z.infer<typeof pipelineToSync>;

/** Live pipelines with something running, and those longest not looked at. */
export async function listPipelinesToSync(
  db: DbOrTransaction,
  { connectionId, mostIdle }: { connectionId: string; mostIdle: number },
): Promise<PipelineToSync[]> {
  const rows = await db.$queryRaw`
    WITH candidate AS (
      SELECT id, name, synced_at, EXISTS (
        SELECT FROM pipeline_execution run
        WHERE run.pipeline_id = pipeline.id AND run.status IN ('InProgress', 'Stopping')
      ) AS is_running
      FROM pipeline
      WHERE connection_id = ${connectionId}::uuid AND live_version IS NOT NULL AND deleted_at IS NULL
    )
    SELECT id, name, synced_at IS NOT NULL AS "hasWholeHistory" FROM (
      SELECT *, row_number() OVER (PARTITION BY is_running ORDER BY synced_at NULLS FIRST) AS age FROM candidate
    ) AS ranked
    WHERE is_running OR age <= ${mostIdle}
    ORDER BY is_running DESC, synced_at NULLS FIRST`;
  return z.array(pipelineToSync).parse(rows);
}

/** @returns null when the connection has no such live pipeline in our tables */
export async function findPipelineToSync(
  db: DbOrTransaction,
  { connectionId, name }: { connectionId: string; name: string },
): Promise<PipelineToSync | null> {
  const row = await db.pipeline.findFirst({
    where: { connectionId, name, liveVersion: { not: null }, deletedAt: null },
    select: { id: true, name: true, syncedAt: true },
  });
  return row && { id: row.id, name: row.name, hasWholeHistory: row.syncedAt !== null };
}

/**
 * The connection no longer has them. Their history stays; one that has a draft is again a pipeline that exists only
 * here, so that nobody's work is lost.
 */
export async function markPipelinesDeleted(db: DbOrTransaction, ids: readonly string[]): Promise<void> {
  const gone = { liveVersion: null, liveDeclaration: Prisma.DbNull, state: Prisma.DbNull };
  await db.draft.updateMany({ where: { pipelineId: { in: [...ids] } }, data: { baseLiveVersion: null } });
  await db.pipeline.updateMany({ where: { id: { in: [...ids] }, draft: { isNot: null } }, data: gone });
  await db.pipeline.updateMany({
    where: { id: { in: [...ids] }, draft: { is: null }, deletedAt: null },
    data: { ...gone, deletedAt: new Date() },
  });
}

/**
 * Writes the state read at `readAt` unless a later one is there already.
 * @returns true when it differs from what was known
 */
export async function storePipelineState(
  db: DbOrTransaction,
  { pipelineId, state, readAt }: { pipelineId: string; state: PipelineState | null; readAt: number },
): Promise<boolean> {
  const text = state && JSON.stringify(state);
  const changed = await db.$executeRaw`
    UPDATE pipeline SET state = ${text}::jsonb
    WHERE id = ${pipelineId}::uuid AND state IS DISTINCT FROM ${text}::jsonb
      AND coalesce(synced_at, 'epoch') <= ${new Date(readAt)}`;
  await db.$executeRaw`
    UPDATE pipeline SET synced_at = ${new Date(readAt)}
    WHERE id = ${pipelineId}::uuid AND coalesce(synced_at, 'epoch') < ${new Date(readAt)}`;
  return changed > 0;
}

export async function setFavourite(
  db: DbOrTransaction,
  { userId, pipelineId, isFavourite }: { userId: string; pipelineId: string; isFavourite: boolean },
): Promise<void> {
  if (!isFavourite) {
    await db.favourite.deleteMany({ where: { userId, pipelineId } });
    return;
  }
  await db.favourite.upsert({
    where: { userId_pipelineId: { userId, pipelineId } },
    create: { userId, pipelineId },
    update: {},
    select: { userId: true },
  });
}

/** Ids of the pipelines that somebody has marked. */
export async function listFavourites(db: DbOrTransaction, userId: string): Promise<ReadonlySet<string>> {
  const rows = await db.favourite.findMany({
    where: { userId },
    select: { pipelineId: true },
    take: MOST_PIPELINES,
  });
  return new Set(rows.map(({ pipelineId }) => pipelineId));
}

export async function isFavourite(
  db: DbOrTransaction,
  { userId, pipelineId }: { userId: string; pipelineId: string },
): Promise<boolean> {
  return (await db.favourite.count({ where: { userId, pipelineId } })) > 0;
}

function pipelineFrom(row: Prisma.PipelineGetPayload<{ select: typeof columns }>): StoredPipeline {
  return {
    id: row.id,
    connectionId: row.connectionId,
    connection: row.connection.slug,
    connectionName: row.connection.name,
    isDemo: row.connection.isDemo,
    name: row.name,
    liveVersion: row.liveVersion,
    liveDeclaration: row.liveDeclaration === null ? null : pipelineDeclaration.parse(row.liveDeclaration),
    liveUpdatedAt: row.liveUpdatedAt?.getTime() ?? null,
    state: row.state === null ? null : (pipelineState.safeParse(row.state).data ?? null),
    syncedAt: row.syncedAt?.getTime() ?? null,
    isDeleted: row.deletedAt !== null,
    hasDraft: row.draft !== null,
  };
}
