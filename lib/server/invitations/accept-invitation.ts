import "server-only";
import { hashPassword } from "@/lib/auth/password";
import { hashOfToken } from "@/lib/auth/token";
import { recordAuditEvent } from "@/lib/db/audit-events";
import type { DbOrTransaction } from "@/lib/db/client";
import { findInvitationByToken, setInvitationAccepted, type InvitationRow } from "@/lib/db/invitations";
import { findPersonByEmail, insertPerson, lockPeople } from "@/lib/db/people";
import { sharedDb } from "@/lib/db/shared-client";
import { PenstockError } from "@/lib/errors";
import { newPerson, parseForm } from "../people/new-person";
import { INVITATION_ADVICE, whyClosed } from "./invitation-state";

/**
 * The invitation behind a link. The token is the permission; there is no viewer yet.
 * @throws PenstockError `forbidden`, saying why, when the link is not or no longer good
 */
export async function getInvitation(token: string): Promise<{ readonly email: string; readonly role: string }> {
  const { email, role } = await requireOpenInvitation(sharedDb(), token);
  return { email, role };
}

/**
 * Joins the workspace with the invited address and role.
 * @returns the address to sign in with
 * @throws PenstockError `forbidden` when the link is no longer good, `invalid_input`
 */
export async function acceptInvitation(token: string, form: unknown): Promise<{ readonly email: string }> {
  const { name, password } = parseForm(newPerson, form);
  const passwordHash = await hashPassword(password);
  return sharedDb().$transaction(async (transaction) => {
    // From here on nobody else joins or accepts until this transaction ends.
    await lockPeople(transaction);
    const { id: invitationId, email, role } = await requireOpenInvitation(transaction, token);
    if (await findPersonByEmail(transaction, email)) {
      throw new PenstockError("conflict", `${email} is already in this workspace. Sign in instead.`);
    }
    await setInvitationAccepted(transaction, invitationId, new Date());
    const person = await insertPerson(transaction, { email, name, role, passwordHash });
    await recordAuditEvent(transaction, {
      actor: person,
      action: "invitation.accept",
      subjectType: "person",
      subjectId: person.id,
      detail: { email, role, invitationId },
    });
    return { email };
  });
}

async function requireOpenInvitation(db: DbOrTransaction, token: string): Promise<InvitationRow> {
  const invitation = await findInvitationByToken(db, hashOfToken(token));
  const closed = whyClosed(invitation, Date.now());
  if (invitation && !closed) return invitation;
  throw new PenstockError("forbidden", INVITATION_ADVICE[closed ?? "unknown"]);
}
