import "server-only";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import { recordAuditEvent } from "@/lib/db/audit-events";
import { raiseSessionVersion, setDisabled } from "@/lib/db/people";
import { sharedDb } from "@/lib/db/shared-client";
import { authorizeToGrant } from "./may-grant";
import { refuseToLoseLastOwner, requirePersonToChange } from "./require-person";

/**
 * Shuts a person out at once: no sign-in, and every session of theirs ends. What they did stays in the records.
 * @throws PenstockError `forbidden`, `not_found`, or `conflict` for the last owner
 */
export async function disablePerson(viewer: Viewer, personId: string): Promise<void> {
  authorize(viewer, "manage");
  await changeAccess(viewer, personId, "disable");
}

/** Lets a person in again, with the password and role they had. @throws PenstockError `forbidden`, `not_found` */
export async function enablePerson(viewer: Viewer, personId: string): Promise<void> {
  authorize(viewer, "manage");
  await changeAccess(viewer, personId, "enable");
}

async function changeAccess(viewer: Viewer, personId: string, change: "disable" | "enable"): Promise<void> {
  await sharedDb().$transaction(async (transaction) => {
    const person = await requirePersonToChange(transaction, personId);
    authorizeToGrant(viewer, person.role);
    if ((person.disabledAt !== null) === (change === "disable")) return;
    if (change === "disable") {
      await refuseToLoseLastOwner(transaction, person);
      await raiseSessionVersion(transaction, person.id);
    }
    await setDisabled(transaction, person.id, change === "disable" ? new Date() : null);
    await recordAuditEvent(transaction, {
      actor: viewer,
      action: `person.${change}`,
      subjectType: "person",
      subjectId: person.id,
      detail: { email: person.email },
    });
  });
}
