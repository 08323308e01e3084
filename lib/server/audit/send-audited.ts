import "server-only";
import { type AuditEntry, type AuditOutcome, recordAuditCommand, recordAuditOutcome } from "@/lib/db/audit-events";
import type { Db, DbOrTransaction } from "@/lib/db/client";
import { PenstockError } from "@/lib/errors";

interface Kept<Value> {
  readonly value: Value;
  /** Added to the trace: what only the answer could tell. */
  readonly detail?: AuditOutcome["detail"];
}

interface AuditedCommand<Answer, Value> {
  readonly entry: AuditEntry;
  readonly send: () => Promise<Answer>;
  /** What to store of the answer, in the transaction that also records the outcome. */
  readonly keep: (transaction: DbOrTransaction, answer: Answer) => Promise<Kept<Value>> | Kept<Value>;
}

/**
 * Sends a command to a connection. No transaction can span the two, so the trace is on record before the command can
 * do anything, and its outcome after: a crash in between leaves a command whose outcome is not known.
 * @throws what `send` throws, once that is on record
 */
export async function sendAudited<Answer, Value>(
  db: Db,
  { entry, send, keep }: AuditedCommand<Answer, Value>,
): Promise<Value> {
  const eventId = await recordAuditCommand(db, entry);
  const answer = await send().catch(async (error: unknown) => {
    await recordAuditOutcome(db, eventId, { status: "failed", detail: reasonOf(error) });
    throw error;
  });
  return db.$transaction(async (transaction) => {
    const { value, detail } = await keep(transaction, answer);
    await recordAuditOutcome(transaction, eventId, { status: "succeeded", ...(detail && { detail }) });
    return value;
  });
}

/** For a command whose answer tells nothing new. */
export function nothing(): Kept<null> {
  return { value: null };
}

function reasonOf(error: unknown): NonNullable<AuditOutcome["detail"]> {
  if (!(error instanceof PenstockError)) return { code: "internal" };
  const { awsError } = error.details;
  return { code: error.code, ...(awsError && { awsError }) };
}
