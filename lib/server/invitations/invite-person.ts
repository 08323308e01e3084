import "server-only";
import { z } from "zod";
import { ROLES } from "@/lib/auth/permissions";
import { mintToken } from "@/lib/auth/token";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import type { NewInvitation } from "@/lib/contracts/people";
import { recordAuditEvent } from "@/lib/db/audit-events";
import { insertInvitation, revokeInvitationRows } from "@/lib/db/invitations";
import { findPersonByEmail } from "@/lib/db/people";
import { sharedDb } from "@/lib/db/shared-client";
import { PenstockError } from "@/lib/errors";
import { authorizeToGrant } from "../people/may-grant";
import { emailAddress, parseForm } from "../people/new-person";

const INVITATION_LASTS_MS = 7 * 24 * 60 * 60 * 1_000;

const invitationForm = z.object({ email: emailAddress, role: z.enum(ROLES, "Choose a role.") });

/**
 * Invites somebody by a link that works once, within seven days. An earlier open invitation of the same address is
 * withdrawn. The token is told here and never again.
 * @throws PenstockError `forbidden`, `invalid_input`, or `conflict` when the person is in already
 */
export async function invitePerson(viewer: Viewer, form: unknown): Promise<NewInvitation> {
  authorize(viewer, "manage");
  const { email, role } = parseForm(invitationForm, form);
  authorizeToGrant(viewer, role);
  const { token, tokenHash } = mintToken();
  const now = Date.now();
  return sharedDb().$transaction(async (transaction) => {
    const person = await findPersonByEmail(transaction, email);
    if (person) {
      const advice = person.disabledAt === null ? "Change their role below." : "Let them in again below.";
      throw new PenstockError("conflict", `${email} is already in this workspace. ${advice}`);
    }
    await revokeInvitationRows(transaction, { email }, new Date(now));
    const expiresAt = new Date(now + INVITATION_LASTS_MS);
    const invitation = await insertInvitation(transaction, {
      email,
      role,
      tokenHash,
      invitedById: viewer.id,
      expiresAt,
    });
    await recordAuditEvent(transaction, {
      actor: viewer,
      action: "invitation.create",
      subjectType: "invitation",
      subjectId: invitation.id,
      detail: { email, role },
    });
    return { email, token, expiresAt: invitation.expiresAt };
  });
}
