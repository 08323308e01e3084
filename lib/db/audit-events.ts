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

/** Leaves the trace of a write. Call it in the transaction of the write itself. */
export async function recordAuditEvent(transaction: DbOrTransaction, entry: AuditEntry): Promise<void> {
  await transaction.auditEvent.create({
    data: {
      actorId: entry.actor?.id ?? null,
      actorName: entry.actor?.name ?? "Penstock",
      action: entry.action,
      subjectType: entry.subjectType,
      subjectId: entry.subjectId,
      detail: entry.detail ?? {},
    },
    select: { id: true },
  });
}
