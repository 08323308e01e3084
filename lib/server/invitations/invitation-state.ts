import "server-only";
import type { InvitationRow } from "@/lib/db/invitations";

/** Why a link no longer lets anybody in. */
export type ClosedInvitation = "expired" | "accepted" | "revoked" | "unknown";

export const INVITATION_ADVICE = {
  expired: "This invitation has expired; it was good for seven days. Ask whoever invited you for a new one.",
  accepted: "This invitation was used already. Sign in with the password you chose.",
  revoked: "This invitation was withdrawn. Ask an admin of the workspace for a new one.",
  unknown: "This link is not an invitation of this workspace. Check that it was copied whole.",
} as const satisfies Record<ClosedInvitation, string>;

/** @returns null while the invitation is open */
export function whyClosed(invitation: InvitationRow | null, now: number): ClosedInvitation | null {
  if (!invitation) return "unknown";
  if (invitation.acceptedAt !== null) return "accepted";
  if (invitation.revokedAt !== null) return "revoked";
  return invitation.expiresAt <= now ? "expired" : null;
}
