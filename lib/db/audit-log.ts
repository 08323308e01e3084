import { z } from "zod";
import type { DbOrTransaction } from "./client";

export interface AuditRow {
  readonly id: bigint;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly actorName: string;
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly detail: Readonly<Record<string, unknown>>;
  /** Of a command to a connection; null when Penstock never heard what became of it. Absent for other writes. */
  readonly outcome?: { readonly status: string; readonly detail: Readonly<Record<string, unknown>> } | null;
}

const detail = z.record(z.string(), z.unknown()).catch({});

/** Newest first, those older than `before` when it is given. */
export async function listAuditRows(
  db: DbOrTransaction,
  { before, limit }: { readonly before: bigint | null; readonly limit: number },
): Promise<AuditRow[]> {
  const rows = await db.auditEvent.findMany({
    ...(before !== null && { where: { id: { lt: before } } }),
    orderBy: { id: "desc" },
    take: limit,
    select: {
      id: true,
      at: true,
      actorName: true,
      action: true,
      subjectType: true,
      subjectId: true,
      detail: true,
      isCommand: true,
      outcome: { select: { status: true, detail: true } },
    },
  });
  return rows.map(({ isCommand, outcome, ...row }) => ({
    ...row,
    at: row.at.getTime(),
    detail: detail.parse(row.detail),
    ...(isCommand && { outcome: outcome && { status: outcome.status, detail: detail.parse(outcome.detail) } }),
  }));
}
