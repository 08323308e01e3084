import { z } from "zod";
import { approvalPolicy, type ApprovalPolicy, type ApprovalScope } from "@/lib/pipeline/approvals/approval-policy";
import type { DbOrTransaction } from "./client";

export interface StoredApprovalPolicy extends ApprovalScope {
  readonly pipelineId: string;
  readonly policy: ApprovalPolicy;
  readonly updatedByName: string;
  /** Epoch milliseconds. */
  readonly updatedAt: number;
}

const row = z.object({
  pipelineId: z.string(),
  stageName: z.string(),
  actionName: z.string(),
  policy: approvalPolicy,
  updatedByName: z.string(),
  updatedAt: z.date().transform((date) => date.getTime()),
});

const MOST_POLICIES = 10_000;

export async function listApprovalPolicies(
  db: DbOrTransaction,
  pipelineIds: readonly string[],
): Promise<StoredApprovalPolicy[]> {
  const rows = await db.approvalPolicy.findMany({
    where: { pipelineId: { in: [...new Set(pipelineIds)] } },
    orderBy: [{ stageName: "asc" }, { actionName: "asc" }],
    take: MOST_POLICIES,
  });
  return z.array(row).parse(rows);
}

export async function putApprovalPolicy(
  transaction: DbOrTransaction,
  { pipelineId, stageName, actionName, policy, updatedByName, updatedAt }: StoredApprovalPolicy,
): Promise<void> {
  const columns = { policy, updatedByName, updatedAt: new Date(updatedAt) };
  await transaction.approvalPolicy.upsert({
    where: { pipelineId_stageName_actionName: { pipelineId, stageName, actionName } },
    create: { pipelineId, stageName, actionName, ...columns },
    update: columns,
    select: { pipelineId: true },
  });
}

export async function deleteApprovalPolicy(
  transaction: DbOrTransaction,
  { pipelineId, stageName, actionName }: ApprovalScope & { readonly pipelineId: string },
): Promise<void> {
  await transaction.approvalPolicy.deleteMany({ where: { pipelineId, stageName, actionName } });
}
