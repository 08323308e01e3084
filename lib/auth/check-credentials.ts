import "server-only";
import { recordAuditEvent } from "@/lib/db/audit-events";
import { findPersonByEmail } from "@/lib/db/people";
import { sharedDb } from "@/lib/db/shared-client";
import { beginAttempt } from "./attempt-limit";
import { passwordMatches } from "./password";

interface Credentials {
  readonly email: string;
  readonly password: string;
  /** Where the request comes from. */
  readonly address: string;
}

type CredentialsCheck =
  | { readonly outcome: "right"; readonly personId: string; readonly sessionVersion: number }
  | { readonly outcome: "wrong"; readonly triesLeft: number }
  | { readonly outcome: "paused"; readonly untilAt: number };

/** Whether these open a session. Says and takes the same for an unknown e-mail, a wrong password and a removed person. */
export async function checkCredentials(credentials: Credentials, now = Date.now()): Promise<CredentialsCheck> {
  const db = sharedDb();
  const email = credentials.email.trim().toLowerCase();
  const attempt = await beginAttempt(db, { email, address: credentials.address }, now);
  if (attempt.isPaused) return { outcome: "paused", untilAt: attempt.untilAt };
  const person = await findPersonByEmail(db, email);
  const active = person?.disabledAt === null ? person : null;
  const isRight = await passwordMatches(active?.passwordHash ?? null, credentials.password);
  if (!active || !isRight) return { outcome: "wrong", triesLeft: attempt.triesLeft };
  await attempt.succeeded();
  const subject = { subjectType: "person", subjectId: active.id };
  await recordAuditEvent(db, { actor: active, action: "person.sign-in", ...subject });
  return { outcome: "right", personId: active.id, sessionVersion: active.sessionVersion };
}
