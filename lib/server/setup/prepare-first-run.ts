import "server-only";
import { z } from "zod";
import { hashPassword, password } from "@/lib/auth/password";
import { mintToken } from "@/lib/auth/token";
import { recordAuditEvent } from "@/lib/db/audit-events";
import { hasPeople, insertPerson, lockPeople } from "@/lib/db/people";
import { replaceSetupLink } from "@/lib/db/setup-links";
import { sharedDb } from "@/lib/db/shared-client";
import { PenstockError } from "@/lib/errors";

const ownerFromEnvironment = z.object({
  email: z.email("PENSTOCK_OWNER_EMAIL is not an e-mail address.").toLowerCase(),
  password: password.describe("PENSTOCK_OWNER_PASSWORD"),
});

interface FirstRun {
  readonly ownerEmail: string;
  readonly ownerPassword: string;
}

/**
 * Opens an empty workspace to its owner: creates them when the environment names them, or else a one-time link.
 * Has no viewer, because there is nobody yet; it does nothing once somebody can sign in.
 * @returns the token of the link, null when there is an owner
 */
export async function prepareFirstRun({ ownerEmail, ownerPassword }: FirstRun): Promise<string | null> {
  const owner = ownerEmail || ownerPassword ? parseOwner({ email: ownerEmail, password: ownerPassword }) : null;
  const passwordHash = owner && (await hashPassword(owner.password));
  return sharedDb().$transaction(async (transaction) => {
    await lockPeople(transaction);
    if (await hasPeople(transaction)) return null;
    if (!owner || !passwordHash) {
      const { token, tokenHash } = mintToken();
      await replaceSetupLink(transaction, tokenHash);
      return token;
    }
    const person = await insertPerson(transaction, {
      email: owner.email,
      name: nameIn(owner.email),
      role: "owner",
      passwordHash,
    });
    const subject = { subjectType: "person", subjectId: person.id };
    await recordAuditEvent(transaction, {
      action: "person.create",
      ...subject,
      detail: { email: owner.email, role: "owner" },
    });
    return null;
  });
}

function parseOwner(values: { email: string; password: string }): z.infer<typeof ownerFromEnvironment> {
  const parsed = ownerFromEnvironment.safeParse(values);
  if (parsed.success) return parsed.data;
  const reasons = parsed.error.issues.map((issue) => issue.message).join(" ");
  throw new PenstockError(
    "invalid_input",
    `The owner in PENSTOCK_OWNER_EMAIL and PENSTOCK_OWNER_PASSWORD cannot be created. ${reasons}`,
  );
}

function nameIn(email: string): string {
  return email.slice(0, email.indexOf("@"));
}
