import "server-only";
import { getServerSession } from "next-auth";
import { cache } from "react";
import { findPerson } from "@/lib/db/people";
import { shareRead } from "@/lib/db/share-reads";
import { sharedDb } from "@/lib/db/shared-client";
import { PenstockError } from "@/lib/errors";
import { nextAuthOptions, sessionClaims } from "./next-auth-options";
import { isRole } from "./permissions";
import type { Viewer } from "./viewer";

/**
 * The person behind the current request, or null when nobody is signed in. The cookie alone is not believed: the
 * database says whether the person may still come in, with which role, and whether this session was ended.
 */
export const findViewer = cache(async function findViewer(): Promise<Viewer | null> {
  const claims = sessionClaims.safeParse(await getServerSession(nextAuthOptions));
  if (!claims.success) return null;
  const { personId } = claims.data;
  const person = await shareRead(`person ${personId}`, () => findPerson(sharedDb(), personId));
  if (!person || person.disabledAt !== null) return null;
  if (person.sessionVersion !== claims.data.sessionVersion || !isRole(person.role)) return null;
  return { id: person.id, email: person.email, name: person.name, role: person.role };
});

/** @throws PenstockError `unauthenticated` */
export async function requireViewer(): Promise<Viewer> {
  const viewer = await findViewer();
  if (viewer) return viewer;
  throw new PenstockError("unauthenticated", "Your session has ended. Sign in again; what you typed is kept.");
}
