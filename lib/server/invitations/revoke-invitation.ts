import "server-only";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import { recordAuditEvent } from "@/lib/db/audit-events";
import { findInvitation, revokeInvitationRows } from "@/lib/db/invitations";
import { sharedDb } from "@/lib/db/shared-client";
import { PenstockError } from "@/lib/errors";
import { authorizeToGrant } from "../people/may-grant";

/** Makes the link of an invitation worthless. @throws PenstockError `forbidden`, `not_found`, or `conflict` when it was answered */
export async function revokeInvitation(viewer: Viewer, invitationId: string): Promise<void> {
  authorize(viewer, "manage");
  await sharedDb().$transaction(async (transaction) => {
    const invitation = await findInvitation(transaction, invitationId);
    if (!invitation) throw new PenstockError("not_found", "This invitation is gone. Reload the page.");
    authorizeToGrant(viewer, invitation.role);
    if ((await revokeInvitationRows(transaction, { id: invitation.id }, new Date())) === 0) {
      throw new PenstockError("conflict", `The invitation of ${invitation.email} was answered or withdrawn meanwhile.`);
    }
    await recordAuditEvent(transaction, {
      actor: viewer,
      action: "invitation.revoke",
      subjectType: "invitation",
      subjectId: invitation.id,
      detail: { email: invitation.email },
    });
  });
}
