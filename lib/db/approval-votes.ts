import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { ApprovalStatus, ApprovalVote, Voter } from "@/lib/pipeline/approvals/judge-vote";
import type { DbOrTransaction } from "./client";

const approvalStatus = z.enum(["Approved", "Rejected"]);

const requestRow = z.object({
  id: z.string(),
  pipelineId: z.string(),
  token: z.string(),
  pipelineExecutionId: z.string(),
  stageName: z.string(),
  actionName: z.string(),
  decision: approvalStatus.nullable(),
  summary: z.string().nullable(),
  settledAt: z.date().nullable(),
});

/** A request somebody voted on. */
export type ApprovalRequest = z.infer<typeof requestRow>;
export type DecidedRequest = ApprovalRequest & { readonly decision: ApprovalStatus; readonly summary: string };

export interface StoredVote extends ApprovalVote {
  readonly requestId: string;
  readonly comment: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Everybody who votes on one token waits here for their turn, until the transaction ends. */
export async function lockApprovalRequest(
  transaction: DbOrTransaction,
  request: Pick<ApprovalRequest, "pipelineId" | "token" | "pipelineExecutionId" | "stageName" | "actionName">,
): Promise<ApprovalRequest> {
  const { pipelineId, token } = request;
  await transaction.approvalRequest.createMany({ data: [{ id: randomUUID(), ...request }], skipDuplicates: true });
  await transaction.$queryRaw`
    SELECT id FROM approval_request WHERE pipeline_id = ${pipelineId}::uuid AND token = ${token} FOR UPDATE`;
  return requestRow.parse(
    await transaction.approvalRequest.findUnique({ where: { pipelineId_token: { pipelineId, token } } }),
  );
}

export async function listApprovalRequests(
  db: DbOrTransaction,
  tokens: readonly { readonly pipelineId: string; readonly token: string }[],
): Promise<ApprovalRequest[]> {
  if (tokens.length === 0) return [];
  const rows = await db.approvalRequest.findMany({
    where: { OR: tokens.map(({ pipelineId, token }) => ({ pipelineId, token })) },
    take: tokens.length,
  });
  return z.array(requestRow).parse(rows);
}

/** Decided, and not yet taken or refused by the connection. The oldest first. */
export async function listUnsentDecisions(db: DbOrTransaction, limit: number): Promise<DecidedRequest[]> {
  const rows = await db.approvalRequest.findMany({
    where: { settledAt: null, decidedAt: { not: null } },
    orderBy: { decidedAt: "asc" },
    take: limit,
  });
  return z.array(requestRow).parse(rows).filter(isDecided);
}

export function isDecided(request: ApprovalRequest): request is DecidedRequest {
  return request.decision !== null && request.summary !== null;
}

/** The votes with everybody's role as it is now; somebody shut out has none. The oldest first. */
export async function listVotes(db: DbOrTransaction, requestIds: readonly string[]): Promise<StoredVote[]> {
  if (requestIds.length === 0) return [];
  const rows = await db.approvalVote.findMany({
    where: { requestId: { in: [...requestIds] } },
    orderBy: [{ at: "asc" }, { personId: "asc" }],
    take: 10_000,
  });
  const ids = rows.flatMap(({ personId, onBehalfOfId }) => (onBehalfOfId ? [personId, onBehalfOfId] : [personId]));
  const people = await db.user.findMany({
    where: { id: { in: ids }, disabledAt: null },
    select: { id: true, email: true, role: true },
  });
  const byId = new Map(people.map((person) => [person.id, person]));
  const voter = (id: string, name: string): Voter => ({
    id,
    name,
    email: byId.get(id)?.email ?? "",
    role: byId.get(id)?.role ?? "",
  });
  return rows.map(({ requestId, personId, personName, onBehalfOfId, onBehalfOfName, status, comment, at }) => ({
    requestId,
    voter: voter(personId, personName),
    onBehalfOf: onBehalfOfId === null ? null : voter(onBehalfOfId, onBehalfOfName ?? ""),
    status: approvalStatus.parse(status),
    comment,
    at: at.getTime(),
  }));
}

/** Keeps a person's vote, in place of the one before. */
export async function putVote(
  transaction: DbOrTransaction,
  { requestId, voter, onBehalfOf, status, comment, at }: StoredVote,
): Promise<void> {
  const columns = {
    personName: voter.name,
    onBehalfOfId: onBehalfOf?.id ?? null,
    onBehalfOfName: onBehalfOf?.name ?? null,
    status,
    comment,
    at: new Date(at),
  };
  await transaction.approvalVote.upsert({
    where: { requestId_personId: { requestId, personId: voter.id } },
    create: { requestId, personId: voter.id, ...columns },
    update: columns,
    select: { requestId: true },
  });
}

export async function storeDecision(
  transaction: DbOrTransaction,
  { id, decision, summary, at }: { id: string; decision: ApprovalStatus; summary: string; at: number },
): Promise<void> {
  const data = { decision, summary, decidedAt: new Date(at) };
  await transaction.approvalRequest.update({ where: { id }, data, select: { id: true } });
}

/**
 * Takes the sending of a decision upon oneself, so that no two send it at once. After an attempt that failed or was cut
 * off, the next may begin when as much time has passed as the decision was old then, and at least `staleAfterMs`.
 * @returns false while somebody else sends it, while it is too soon, or once it is settled
 */
export async function claimDecision(
  db: DbOrTransaction,
  { id, at, staleAfterMs }: { id: string; at: number; staleAfterMs: number },
): Promise<boolean> {
  const now = new Date(at);
  const count = await db.$executeRaw`
    UPDATE approval_request SET attempted_at = ${now}
    WHERE id = ${id}::uuid AND settled_at IS NULL AND (attempted_at IS NULL OR ${now}::timestamptz - attempted_at
      >= greatest(${staleAfterMs} * interval '1 millisecond', attempted_at - decided_at))`;
  return count === 1;
}

export async function settleDecision(
  db: DbOrTransaction,
  { id, outcome, at }: { id: string; outcome: string; at: number },
): Promise<void> {
  await db.approvalRequest.update({ where: { id }, data: { outcome, settledAt: new Date(at) }, select: { id: true } });
}
