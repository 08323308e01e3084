import type { DbOrTransaction } from "./client";
import type { Prisma } from "./generated/client";

export interface AuditEntry {
  /** Absent for what Penstock does by itself, such as the first-run set-up. */
  readonly actor?: { readonly id: string; readonly name: string };
  /** `<noun>.<verb>`, for example `pipeline.publish`. */
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string;
  /** Never a secret. */
  readonly detail?: Prisma.InputJsonObject;
}

export interface AuditOutcome {
  readonly status: "succeeded" | "failed";
  /** Never a secret. */
  readonly detail?: Prisma.InputJsonObject;
}

/** Leaves the trace of a write. Call it in the transaction of the write itself. */
export async function recordAuditEvent(transaction: DbOrTransaction, entry: AuditEntry): Promise<void> {
  await transaction.auditEvent.create({ data: columns(entry), select: { id: true } });
}

/** Leaves the trace of a command that is about to be sent. @returns what `recordAuditOutcome` takes */
export async function recordAuditCommand(db: DbOrTransaction, entry: AuditEntry): Promise<bigint> {
  const { id } = await db.auditEvent.create({ data: { ...columns(entry), isCommand: true }, select: { id: true } });
  return id;
}

export async function recordAuditOutcome(
  transaction: DbOrTransaction,
  eventId: bigint,
  { status, detail = {} }: AuditOutcome,
): Promise<void> {
  await transaction.auditOutcome.create({ data: { eventId, status, detail }, select: { eventId: true } });
}

function columns({ actor, action, subjectType, subjectId, detail = {} }: AuditEntry) {
  return {
    actorId: actor?.id ?? null,
    actorName: actor?.name ?? "Penstock",
    action,
    subjectType,
    subjectId,
    detail,
  };
}
