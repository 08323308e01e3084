import "server-only";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import type { InvitationEntry } from "@/lib/contracts/people";
import { listUnansweredInvitations } from "@/lib/db/invitations";
import { sharedDb } from "@/lib/db/shared-client";
import { mayGrant } from "../people/may-grant";

/** The invitations nobody has answered, newest first. */
export async function listInvitations(viewer: Viewer): Promise<readonly InvitationEntry[]> {
  authorize(viewer, "manage");
  const rows = await listUnansweredInvitations(sharedDb());
  return rows.map(({ id, email, role, createdAt, expiresAt }) => {
    const isExpired = expiresAt <= Date.now();
    return { id, email, role, createdAt, expiresAt, isExpired, isManageable: mayGrant(viewer, role) };
  });
}
