import { z } from "zod";
import type { HandedOver } from "@/lib/pipeline/approvals/judge-vote";
import type { DbOrTransaction } from "./client";
import { Prisma } from "./generated/client";

/** Somebody's right to approve, handed over. Instants are epoch milliseconds. */
export interface StoredDelegation {
  readonly id: string;
  readonly delegator: { readonly id: string; readonly name: string };
  readonly delegate: { readonly id: string; readonly name: string };
  /** Null: every pipeline. */
  readonly pipelineIds: readonly string[] | null;
  readonly fromAt: number;
  readonly untilAt: number;
  readonly reason: string;
  readonly createdAt: number;
  readonly revokedAt: number | null;
  readonly revokedByName: string | null;
}

/** A right that may be used now, with its owner as they are now. */
export interface DelegationInForce extends HandedOver {
  readonly id: string;
  readonly pipelineIds: readonly string[] | null;
  readonly untilAt: number;
  readonly reason: string;
}

const MOST_IN_FORCE = 10_000;

const columns = {
  id: true,
  delegator: { select: { id: true, name: true } },
  delegate: { select: { id: true, name: true } },
  coversAll: true,
  pipelineIds: true,
  fromAt: true,
  untilAt: true,
  reason: true,
  createdAt: true,
  revokedAt: true,
  revokedByName: true,
} as const satisfies Prisma.ApprovalDelegationSelect;

/** The latest to end first: of one person, given or received, or of everybody. */
export async function listDelegations(
  db: DbOrTransaction,
  { personId, limit }: { readonly personId: string | null; readonly limit: number },
): Promise<StoredDelegation[]> {
  const rows = await db.approvalDelegation.findMany({
    where: personId === null ? {} : { OR: [{ delegatorId: personId }, { delegateId: personId }] },
    orderBy: [{ untilAt: "desc" }, { id: "desc" }],
    select: columns,
    take: limit,
  });
  return rows.map(fromRow);
}

export async function findDelegation(db: DbOrTransaction, id: string): Promise<StoredDelegation | null> {
  const row = await db.approvalDelegation.findUnique({ where: { id }, select: columns });
  return row && fromRow(row);
}

const inForceRow = z.object({
  id: z.string(),
  delegateId: z.string(),
  coversAll: z.boolean(),
  pipelineIds: z.array(z.string()),
  untilAt: z.date().transform((date) => date.getTime()),
  reason: z.string(),
  delegatorId: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.string(),
});

/**
 * What is in force at that instant, the oldest first; nothing of or for somebody who was shut out.
 * @param isLocked in a transaction: whoever would revoke one of them waits for its end
 */
export async function listDelegationsInForce(
  db: DbOrTransaction,
  {
    at,
    delegateId,
    isLocked = false,
  }: { readonly at: number; readonly delegateId?: string; readonly isLocked?: boolean },
): Promise<DelegationInForce[]> {
  const instant = new Date(at);
  const rows = await db.$queryRaw`
    SELECT delegation.id, delegation.delegate_id AS "delegateId", covers_all AS "coversAll",
      pipeline_ids AS "pipelineIds", until_at AS "untilAt", reason,
      delegator.id AS "delegatorId", delegator.name, delegator.email, delegator.role
    FROM approval_delegation delegation
    JOIN app_user delegator ON delegator.id = delegation.delegator_id
    JOIN app_user delegate ON delegate.id = delegation.delegate_id
    WHERE revoked_at IS NULL AND from_at <= ${instant} AND until_at > ${instant}
      AND delegator.disabled_at IS NULL AND delegate.disabled_at IS NULL
      ${delegateId === undefined ? Prisma.empty : Prisma.sql`AND delegation.delegate_id = ${delegateId}::uuid`}
    ORDER BY delegation.created_at, delegation.id
    LIMIT ${MOST_IN_FORCE}
    ${isLocked ? Prisma.sql`FOR SHARE OF delegation` : Prisma.empty}`;
  return z
    .array(inForceRow)
    .parse(rows)
    .map(({ coversAll, pipelineIds, delegatorId, name, email, role, ...row }) => ({
      ...row,
      pipelineIds: coversAll ? null : pipelineIds,
      delegator: { id: delegatorId, name, email, role },
    }));
}

interface NewDelegation extends Pick<StoredDelegation, "pipelineIds" | "fromAt" | "untilAt" | "reason" | "createdAt"> {
  readonly delegatorId: string;
  readonly delegateId: string;
}

/** @returns its id */
export async function insertDelegation(
  transaction: DbOrTransaction,
  { pipelineIds, fromAt, untilAt, createdAt, ...delegation }: NewDelegation,
): Promise<string> {
  const { id } = await transaction.approvalDelegation.create({
    data: {
      ...delegation,
      coversAll: pipelineIds === null,
      pipelineIds: [...(pipelineIds ?? [])],
      fromAt: new Date(fromAt),
      untilAt: new Date(untilAt),
      createdAt: new Date(createdAt),
    },
    select: { id: true },
  });
  return id;
}

/** @returns false when it was revoked before */
export async function revokeDelegation(
  transaction: DbOrTransaction,
  { id, at, byName }: { readonly id: string; readonly at: number; readonly byName: string },
): Promise<boolean> {
  const { count } = await transaction.approvalDelegation.updateMany({
    where: { id, revokedAt: null },
    data: { revokedAt: new Date(at), revokedByName: byName },
  });
  return count === 1;
}

export async function countDelegationsGiven(
  db: DbOrTransaction,
  { delegatorId, after }: { readonly delegatorId: string; readonly after: number },
): Promise<number> {
  return db.approvalDelegation.count({ where: { delegatorId, revokedAt: null, untilAt: { gt: new Date(after) } } });
}

function fromRow({
  coversAll,
  pipelineIds,
  fromAt,
  untilAt,
  createdAt,
  revokedAt,
  ...row
}: Prisma.ApprovalDelegationGetPayload<{ select: typeof columns }>): StoredDelegation {
  return {
    ...row,
    pipelineIds: coversAll ? null : pipelineIds,
    fromAt: fromAt.getTime(),
    untilAt: untilAt.getTime(),
    createdAt: createdAt.getTime(),
    revokedAt: revokedAt?.getTime() ?? null,
  };
}
