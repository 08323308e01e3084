import "server-only";
import { can, isRole } from "@/lib/auth/permissions";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import { systemClock } from "@/lib/clock";
import type { ApprovalPolicies, ApprovalPolicyToSave } from "@/lib/contracts/approval-policy";
import type { PipelineAddress } from "@/lib/contracts/pipeline-address";
import { deleteApprovalPolicy, listApprovalPolicies, putApprovalPolicy } from "@/lib/db/approval-policies";
import { recordAuditEvent } from "@/lib/db/audit-events";
import type { Db } from "@/lib/db/client";
import { announceChanges } from "@/lib/db/live-changes";
import { listPeople } from "@/lib/db/people";
import { sharedDb } from "@/lib/db/shared-client";
import { PenstockError } from "@/lib/errors";
import { iso } from "@/lib/server/iso";
import { requirePipeline } from "@/lib/server/pipelines/require-pipeline";

/** Every approval policy of a pipeline, and who can be named in one. */
export async function getApprovalPolicies(viewer: Viewer, address: PipelineAddress): Promise<ApprovalPolicies> {
  authorize(viewer, "manage");
  const db = sharedDb();
  const pipeline = await requirePipeline(db, address);
  return readPolicies(db, pipeline.id);
}

/**
 * Sets the policy of a pipeline, of a stage or of one action, or takes it away. It counts at once, for requests that
 * wait too.
 * @throws PenstockError `invalid_input` for people who may not approve
 */
export async function setApprovalPolicy(
  viewer: Viewer,
  address: PipelineAddress,
  { stageName, actionName, policy }: ApprovalPolicyToSave,
): Promise<ApprovalPolicies> {
  authorize(viewer, "manage");
  const db = sharedDb();
  const pipeline = await requirePipeline(db, address);
  const approvers = await listApprovers(db);
  if (policy?.people.some((id) => !approvers.some((person) => person.id === id))) {
    throw new PenstockError(
      "invalid_input",
      "The policy names somebody who may not answer approvals, or is not here any more. Take them out, or give them the role first.",
    );
  }
  const scope = { pipelineId: pipeline.id, stageName, actionName };
  await db.$transaction(async (transaction) => {
    if (policy) {
      await putApprovalPolicy(transaction, {
        ...scope,
        policy,
        updatedByName: viewer.name,
        updatedAt: systemClock.now(),
      });
    } else await deleteApprovalPolicy(transaction, scope);
    await recordAuditEvent(transaction, {
      actor: viewer,
      action: policy ? "approval-policy.set" : "approval-policy.remove",
      subjectType: "pipeline",
      subjectId: pipeline.id,
      detail: { ...address, stageName, actionName, policy },
    });
    const key = ["pipelines", address.connection, pipeline.name];
    await announceChanges(transaction, [
      ["approvals"],
      ["overview"],
      ["fleet", ...key.slice(1)],
      [...key, "approval-policies"],
      [...key, "executions", "*"],
    ]);
  });
  return readPolicies(db, pipeline.id);
}

async function readPolicies(db: Db, pipelineId: string): Promise<ApprovalPolicies> {
  const [policies, approvers] = await Promise.all([listApprovalPolicies(db, [pipelineId]), listApprovers(db)]);
  return {
    policies: policies.map(({ stageName, actionName, policy, updatedByName, updatedAt }) => ({
      stageName,
      actionName,
      policy,
      updatedByName,
      updatedAt: iso(updatedAt),
    })),
    approvers,
  };
}

async function listApprovers(db: Db): Promise<ApprovalPolicies["approvers"]> {
  const people = await listPeople(db);
  return people
    .filter(({ role, disabledAt }) => disabledAt === null && isRole(role) && can(role, "approve"))
    .map(({ id, name, email, role }) => ({ id, name, email, role }));
}
