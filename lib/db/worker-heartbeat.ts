import type { DbOrTransaction } from "./client";

/** How often a worker tells that it runs. */
export const HEARTBEAT_EVERY_MS = 5_000;

export async function beatHeart(db: DbOrTransaction, at: Date): Promise<void> {
  await db.workerHeartbeat.upsert({ where: { id: 1 }, create: { beatAt: at }, update: { beatAt: at } });
}

/** @returns epoch milliseconds, null when no worker ever ran */
export async function findLastHeartbeat(db: DbOrTransaction): Promise<number | null> {
  const row = await db.workerHeartbeat.findUnique({ where: { id: 1 }, select: { beatAt: true } });
  return row?.beatAt.getTime() ?? null;
}
