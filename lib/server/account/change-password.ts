import "server-only";
import { z } from "zod";
import { beginAttempt } from "@/lib/auth/attempt-limit";
import { hashPassword, password, passwordMatches } from "@/lib/auth/password";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import { recordAuditEvent } from "@/lib/db/audit-events";
import { findPasswordHash, raiseSessionVersion, setPasswordHash } from "@/lib/db/people";
import { sharedDb } from "@/lib/db/shared-client";
import { PenstockError } from "@/lib/errors";
import { parseForm } from "../people/new-person";

const passwordChange = z.object({ currentPassword: z.string().max(1_000), newPassword: password });

/**
 * Sets the viewer's own password and ends all their sessions, this one included: sign in again with the new one.
 * @throws PenstockError `invalid_input` when the current password is wrong, `throttled` after too many tries
 */
export async function changePassword(viewer: Viewer, form: unknown): Promise<void> {
  authorize(viewer, "view");
  const { currentPassword, newPassword } = parseForm(passwordChange, form);
  const db = sharedDb();
  const attempt = await beginAttempt(db, { email: viewer.email }, Date.now());
  if (attempt.isPaused) {
    throw new PenstockError("throttled", "Too many wrong passwords. Try again in a quarter of an hour.");
  }
  if (!(await passwordMatches(await findPasswordHash(db, viewer.id), currentPassword))) {
    throw new PenstockError("invalid_input", "The current password is wrong.");
  }
  await attempt.succeeded();
  const passwordHash = await hashPassword(newPassword);
  await db.$transaction(async (transaction) => {
    await setPasswordHash(transaction, viewer.id, passwordHash);
    await raiseSessionVersion(transaction, viewer.id);
    await recordAuditEvent(transaction, {
      actor: viewer,
      action: "person.change-password",
      subjectType: "person",
      subjectId: viewer.id,
    });
  });
}
