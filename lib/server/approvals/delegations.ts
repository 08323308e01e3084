import "server-only";
import { can } from "@/lib/auth/permissions";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import { systemClock } from "@/lib/clock";
import type { Delegation, DelegationList, DelegationToCreate } from "@/lib/contracts/approval-delegation";
import {
  countDelegationsGiven,
  findDelegation,
  insertDelegation,
  listDelegations,
  revokeDelegation as storeRevocation,
  type StoredDelegation,
} from "@/lib/db/approval-delegations";
import { recordAuditEvent } from "@/lib/db/audit-events";
import type { DbOrTransaction } from "@/lib/db/client";
import { announceChanges } from "@/lib/db/live-changes";
import { findPerson, listPeople } from "@/lib/db/people";
import { listLivePipelines, type StoredPipeline } from "@/lib/db/pipelines";
import { sharedDb } from "@/lib/db/shared-client";
import { PenstockError } from "@/lib/errors";
import { delegationStatus, delegationTerms } from "@/lib/pipeline/approvals/delegation";
import { iso } from "@/lib/server/iso";

const MOST_LISTED = 200;
/** Given by one person and not over yet. */
const MOST_OPEN = 20;

/** Every delegation the viewer gave or received; for admins, everybody's. And what a new one could be. */
export async function getDelegations(viewer: Viewer): Promise<DelegationList> {
  authorize(viewer, "view");
  const db = sharedDb();
  const personId = can(viewer.role, "manage") ? null : viewer.id;
  const mayDelegate = can(viewer.role, "approve");
  const [delegations, people, pipelines] = await Promise.all([
    listDelegations(db, { personId, limit: MOST_LISTED }),
    mayDelegate ? listPeople(db) : [],
    listLivePipelines(db),
  ]);
  const at = systemClock.now();
  return {
    delegations: delegations.map((one) => toContract(viewer, one, { pipelines, at })),
    mayDelegate,
    people: people
      .filter(({ id, disabledAt }) => id !== viewer.id && disabledAt === null)
      .map(({ id, name, email, role }) => ({ id, name, email, role })),
    pipelines: mayDelegate
      ? pipelines
          .filter((pipeline) => !pipeline.isDemo && hasApproval(pipeline))
          .map(({ id, connection, name }) => ({ id, connection, pipelineName: name }))
      : [],
  };
}

/**
 * Hands the viewer's own right to approve over to somebody, for a time.
 * @throws PenstockError `forbidden` for who has none, `invalid_input`, `conflict` for too many
 */
export async function createDelegation(viewer: Viewer, input: DelegationToCreate): Promise<DelegationList> {
  authorize(viewer, "approve");
  const db = sharedDb();
  const createdAt = systemClock.now();
  const { from, until, ...rest } = input;
  const terms = delegationTerms.safeParse({
    ...rest,
    fromAt: Math.max(Date.parse(from), createdAt),
    untilAt: Date.parse(until),
  });
  if (!terms.success) {
    throw new PenstockError("invalid_input", terms.error.issues[0]?.message ?? "The delegation is not valid.");
  }
  const { delegateId, pipelineIds } = terms.data;
  await db.$transaction(async (transaction) => {
    const delegate = await requireDelegate(transaction, viewer, delegateId);
    const pipelines = await requirePipelines(transaction, pipelineIds);
    if ((await countDelegationsGiven(transaction, { delegatorId: viewer.id, after: createdAt })) >= MOST_OPEN) {
      throw new PenstockError(
        "conflict",
        `You have handed your right over ${MOST_OPEN} times already. Take one back first.`,
      );
    }
    const { reason, fromAt, untilAt } = terms.data;
    const id = await insertDelegation(transaction, { ...terms.data, delegatorId: viewer.id, createdAt });
    await recordAuditEvent(transaction, {
      actor: viewer,
      action: "approval-delegation.create",
      subjectType: "approval-delegation",
      subjectId: id,
      detail: {
        delegate: { id: delegate.id, name: delegate.name },
        pipelines: pipelines?.map(({ connection, name }) => `${connection}/${name}`) ?? "all",
        from: iso(fromAt),
        until: iso(untilAt),
        reason,
      },
    });
    await announce(transaction);
  });
  return getDelegations(viewer);
}

/**
 * Takes a right back, for its owner, for who received it, and for admins. Answers that used it and are not decided yet
 * no longer count.
 * @throws PenstockError `not_found`, `forbidden`, `conflict` when it is over
 */
export async function revokeDelegation(viewer: Viewer, id: string): Promise<DelegationList> {
  authorize(viewer, "view");
  const db = sharedDb();
  const found = await findDelegation(db, id);
  const isSeen = found !== null && (isParty(viewer, found) || can(viewer.role, "manage"));
  if (!isSeen) throw new PenstockError("not_found", "There is no such delegation. Reload the page.");
  const at = systemClock.now();
  if (delegationStatus(found, at) === "ended")
    throw new PenstockError("conflict", "This delegation has ended already.");
  await db.$transaction(async (transaction) => {
    if (!(await storeRevocation(transaction, { id, at, byName: viewer.name }))) {
      throw new PenstockError("conflict", "This delegation was taken back already.");
    }
    await recordAuditEvent(transaction, {
      actor: viewer,
      action: "approval-delegation.revoke",
      subjectType: "approval-delegation",
      subjectId: id,
      detail: { delegator: found.delegator, delegate: found.delegate },
    });
    await announce(transaction);
  });
  return getDelegations(viewer);
}

async function requireDelegate(transaction: DbOrTransaction, viewer: Viewer, delegateId: string) {
  if (delegateId === viewer.id)
    throw new PenstockError("invalid_input", "Choose somebody else; the right is yours already.");
  const delegate = await findPerson(transaction, delegateId);
  if (delegate && delegate.disabledAt === null) return delegate;
  throw new PenstockError(
    "invalid_input",
    "The person you chose is not in the workspace any more. Choose another one.",
  );
}

async function requirePipelines(
  transaction: DbOrTransaction,
  ids: readonly string[] | null,
): Promise<StoredPipeline[] | null> {
  if (ids === null) return null;
  const live = await listLivePipelines(transaction);
  return ids.map((id) => {
    const pipeline = live.find((one) => one.id === id);
    if (pipeline) return pipeline;
    throw new PenstockError(
      "invalid_input",
      "A pipeline you chose is not live any more. Reload the page and choose again.",
    );
  });
}

/** Whoever looks at a request may have won or lost a right to answer it. */
async function announce(transaction: DbOrTransaction): Promise<void> {
  await announceChanges(transaction, [["approvals"], ["approvals", "*"], ["overview"], ["pipelines", "*"]]);
}

function toContract(
  viewer: Viewer,
  stored: StoredDelegation,
  { pipelines, at }: { readonly pipelines: readonly StoredPipeline[]; readonly at: number },
): Delegation {
  const { id, delegator, delegate, pipelineIds, fromAt, untilAt, reason, revokedByName } = stored;
  const status = delegationStatus(stored, at);
  return {
    id,
    delegator,
    delegate,
    pipelines:
      pipelineIds === null
        ? null
        : pipelines
            .filter((pipeline) => pipelineIds.includes(pipeline.id))
            .map(({ connection, name }) => ({ connection, pipelineName: name })),
    from: iso(fromAt),
    until: iso(untilAt),
    reason,
    status,
    revokedByName,
    canRevoke:
      (status === "in-force" || status === "upcoming") && (isParty(viewer, stored) || can(viewer.role, "manage")),
  };
}

function isParty(viewer: Viewer, { delegator, delegate }: StoredDelegation): boolean {
  return delegator.id === viewer.id || delegate.id === viewer.id;
}

function hasApproval({ liveDeclaration }: StoredPipeline): boolean {
  return (liveDeclaration?.stages ?? []).some(({ actions }) =>
    actions.some(({ actionTypeId }) => actionTypeId.category === "Approval"),
  );
}
