import "server-only";
import { timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { hashOfToken } from "@/lib/auth/token";
import { stateChangeEvent } from "@/lib/contracts/state-change-event";
import { findConnection, recordEventArrival } from "@/lib/db/connections";
import { insertIngestedEvent } from "@/lib/db/ingested-events";
import { sharedDb } from "@/lib/db/shared-client";
import { PenstockError } from "@/lib/errors";
import { requestExecutionSync } from "@/lib/sync/jobs";

/**
 * Takes one state change from EventBridge or from the local engine, once, and has a worker look at the execution it
 * names. Event, job and wake-up commit together, so an accepted event is never lost.
 * @throws PenstockError `unauthenticated` for a wrong key or an unknown connection alike, `invalid_input`
 */
export async function acceptEvent({
  connection: slug,
  key,
  body,
}: {
  readonly connection: string;
  readonly key: string | null;
  readonly body: unknown;
}): Promise<{ isNew: boolean }> {
  const db = sharedDb();
  const connection = await findConnection(db, slug);
  if (!isKeyRight(key, connection?.ingestKeyHash ?? null) || !connection) {
    throw new PenstockError("unauthenticated", "This key is not accepted here. Renew it under Connections.");
  }
  const parsed = stateChangeEvent.safeParse(body);
  if (!parsed.success) {
    throw new PenstockError(
      "invalid_input",
      `This is not a CodePipeline state change as EventBridge sends it: ${z.prettifyError(parsed.error)}`,
    );
  }
  const { id: eventId, detail } = parsed.data;
  return db.$transaction(async (transaction) => {
    const isNew = await insertIngestedEvent(transaction, { connectionId: connection.id, eventId, body });
    if (!isNew) return { isNew };
    await recordEventArrival(transaction, connection.id, Date.now());
    await requestExecutionSync(transaction, {
      connectionId: connection.id,
      pipelineName: detail.pipeline,
      pipelineExecutionId: detail["execution-id"],
    });
    return { isNew };
  });
}

/** Compares hashes in constant time; a connection without a key accepts none. */
function isKeyRight(key: string | null, hash: string | null): boolean {
  if (key === null || hash === null) return false;
  const given = Buffer.from(hashOfToken(key), "hex");
  const expected = Buffer.from(hash, "hex");
  return given.length === expected.length && timingSafeEqual(given, expected);
}
