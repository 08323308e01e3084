import "server-only";
import { hashPassword } from "@/lib/auth/password";
import { hashOfToken } from "@/lib/auth/token";
import { recordAuditEvent } from "@/lib/db/audit-events";
import { hasPeople, insertPerson, lockPeople } from "@/lib/db/people";
import { isSetupLinkOpen, spendSetupLink } from "@/lib/db/setup-links";
import { sharedDb } from "@/lib/db/shared-client";
import { PenstockError } from "@/lib/errors";
import { newOwner, parseForm } from "../people/new-person";

/** Whether the one-time link can still create the owner. The link is the permission; there is no viewer yet. */
export async function canCreateOwner(token: string): Promise<boolean> {
  return isSetupLinkOpen(sharedDb(), hashOfToken(token));
}

/**
 * Creates the owner of an empty workspace with the one-time link that the start printed.
 * @returns the address to sign in with
 * @throws PenstockError `forbidden` when the link was used, or replaced by a newer one; `invalid_input`
 */
export async function createOwner(token: string, form: unknown): Promise<{ email: string }> {
  const { email, name, password } = parseForm(newOwner, form);
  const passwordHash = await hashPassword(password);
  return sharedDb().$transaction(async (transaction) => {
    await lockPeople(transaction);
    if (!(await spendSetupLink(transaction, hashOfToken(token))) || (await hasPeople(transaction))) {
      throw new PenstockError(
        "forbidden",
        "This link was used already, or a later start printed a newer one. Use the link that the latest start printed.",
      );
    }
    const owner = await insertPerson(transaction, { email, name, role: "owner", passwordHash });
    await recordAuditEvent(transaction, {
      actor: owner,
      action: "person.create",
      subjectType: "person",
      subjectId: owner.id,
      detail: { email, role: "owner" },
    });
    return { email };
  });
}
