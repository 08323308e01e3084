import { identifyConnection } from "@/lib/aws/identity";
import { type ConnectionHealth, recordContact, updateConnection } from "@/lib/db/connections";
import { announceChanges } from "@/lib/db/live-changes";
import { listPipelinesToSync, type PipelineToSync } from "@/lib/db/pipelines";
import { PenstockError } from "@/lib/errors";
import { syncHistory } from "./sync-history";
import { syncLivePipelines } from "./sync-live";
import { syncOldTags } from "./sync-tags";
import type { SyncTarget } from "./sync-target";

/**
 * Idle pipelines looked at in one pass, the longest unseen first. A pass of a connection with hundreds of pipelines
 * must not use up what AWS allows to the account; those that run are looked at in every pass.
 */
const IDLE_PIPELINES_PER_PASS = 40;

/**
 * One pass over a connection: definitions, then histories. Finds what events missed. Says how it went on the
 * connection itself, and throws what stopped it. @throws PenstockError
 */
export async function syncConnection(target: SyncTarget): Promise<void> {
  const { db, connection } = target;
  try {
    await syncLivePipelines(target);
    const due = await listPipelinesToSync(db, { connectionId: connection.id, mostIdle: IDLE_PIPELINES_PER_PASS });
    for (const pipeline of due) await syncUnlessGone(target, pipeline);
    await syncOldTags(target);
    if (connection.accountId === null) await findAccount(target);
  } catch (error) {
    await reportFailure(target, error);
    throw error;
  }
  await report(target, { health: "ok", healthMessage: null, isSynced: true });
}

/** A connection may be added before it can be reached, and an empty account of an emulator tells none. */
async function findAccount({ db, connection, clients }: SyncTarget): Promise<void> {
  const { accountId } = await identifyConnection(clients);
  if (accountId !== null) await updateConnection(db, { id: connection.id, accountId });
}

/** A pipeline deleted while the pass runs is found out by the next one. */
async function syncUnlessGone(target: SyncTarget, pipeline: PipelineToSync): Promise<void> {
  try {
    await syncHistory(target, pipeline);
  } catch (error) {
    if (!(error instanceof PenstockError && error.code === "not_found")) throw error;
  }
}

async function reportFailure(target: SyncTarget, error: unknown): Promise<void> {
  if (!(error instanceof PenstockError)) return;
  const health = error.code === "throttled" ? "throttled" : "unreachable";
  await report(target, { health, healthMessage: error.message, isSynced: false });
}

/** Browsers are told when the health changed; how fresh the data is they ask for themselves. */
async function report(
  { db, connection, clock }: SyncTarget,
  contact: { health: ConnectionHealth; healthMessage: string | null; isSynced: boolean },
): Promise<void> {
  await db.$transaction(async (transaction) => {
    const isNews = await recordContact(transaction, { id: connection.id, at: clock.now(), ...contact });
    if (isNews) await announceChanges(transaction, [["connections"]]);
  });
}
