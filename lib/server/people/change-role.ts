import "server-only";
import type { Role } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { recordAuditEvent } from "@/lib/db/audit-events";
import { setRole } from "@/lib/db/people";
import { sharedDb } from "@/lib/db/shared-client";
import { authorizeToGrant } from "./may-grant";
import { refuseToLoseLastOwner, requirePersonToChange } from "./require-person";

/**
 * Gives a person another role; it counts from their next request on.
 * @throws PenstockError `forbidden`, `not_found`, or `conflict` for the last owner
 */
export async function changeRole(viewer: Viewer, change: { personId: string; role: Role }): Promise<void> {
  authorizeToGrant(viewer, change.role);
  await sharedDb().$transaction(async (transaction) => {
    const person = await requirePersonToChange(transaction, change.personId);
    authorizeToGrant(viewer, person.role);
    if (person.role === change.role) return;
    await refuseToLoseLastOwner(transaction, person);
    await setRole(transaction, person.id, change.role);
    await recordAuditEvent(transaction, {
      actor: viewer,
      action: "person.change-role",
      subjectType: "person",
      subjectId: person.id,
      detail: { email: person.email, from: person.role, to: change.role },
    });
  });
}
