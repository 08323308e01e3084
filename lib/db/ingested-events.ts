import type { DbOrTransaction } from "./client";

/** @returns false when the event was accepted before: delivery is at least once */
export async function insertIngestedEvent(
  db: DbOrTransaction,
  { connectionId, eventId, body }: { connectionId: string; eventId: string; body: unknown },
): Promise<boolean> {
  const inserted = await db.$executeRaw`
    INSERT INTO ingested_event (connection_id, event_id, body)
    VALUES (${connectionId}::uuid, ${eventId}, ${JSON.stringify(body)}::jsonb)
    ON CONFLICT DO NOTHING`;
  return inserted > 0;
}

/** Events only guard against being taken twice; old ones have served. */
export async function deleteIngestedEventsBefore(db: DbOrTransaction, at: number): Promise<void> {
  await db.ingestedEvent.deleteMany({ where: { receivedAt: { lt: new Date(at) } } });
}
