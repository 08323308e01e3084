import type { DbOrTransaction } from "./client";

export interface InvitationRow {
  readonly id: string;
  readonly email: string;
  readonly role: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly acceptedAt: number | null;
  readonly revokedAt: number | null;
}

const MOST_OPEN_INVITATIONS = 1_000;

const INVITATION = {
  id: true,
  email: true,
  role: true,
  createdAt: true,
  expiresAt: true,
  acceptedAt: true,
  revokedAt: true,
} as const;

interface NewInvitation {
  readonly email: string;
  readonly role: string;
  readonly tokenHash: string;
  readonly invitedById: string;
  readonly expiresAt: Date;
}

export async function insertInvitation(db: DbOrTransaction, invitation: NewInvitation): Promise<InvitationRow> {
  return toInvitation(await db.invitation.create({ data: invitation, select: INVITATION }));
}

/** Neither accepted nor revoked, newest first; some may have expired. */
export async function listUnansweredInvitations(db: DbOrTransaction): Promise<InvitationRow[]> {
  const rows = await db.invitation.findMany({
    where: { acceptedAt: null, revokedAt: null },
    orderBy: { createdAt: "desc" },
    take: MOST_OPEN_INVITATIONS,
    select: INVITATION,
  });
  return rows.map(toInvitation);
}

export async function findInvitation(db: DbOrTransaction, id: string): Promise<InvitationRow | null> {
  const row = await db.invitation.findUnique({ where: { id }, select: INVITATION });
  return row && toInvitation(row);
}

export async function findInvitationByToken(db: DbOrTransaction, tokenHash: string): Promise<InvitationRow | null> {
  const row = await db.invitation.findUnique({ where: { tokenHash }, select: INVITATION });
  return row && toInvitation(row);
}

export async function setInvitationAccepted(db: DbOrTransaction, id: string, at: Date): Promise<void> {
  await db.invitation.update({ where: { id }, data: { acceptedAt: at }, select: { id: true } });
}

/** @returns how many were open until now */
export async function revokeInvitationRows(
  db: DbOrTransaction,
  which: { readonly id: string } | { readonly email: string },
  at: Date,
): Promise<number> {
  const open = { ...which, acceptedAt: null, revokedAt: null };
  return (await db.invitation.updateMany({ where: open, data: { revokedAt: at } })).count;
}

type Instants = "createdAt" | "expiresAt" | "acceptedAt" | "revokedAt";

function toInvitation(
  row: Omit<InvitationRow, Instants> & {
    createdAt: Date;
    expiresAt: Date;
    acceptedAt: Date | null;
    revokedAt: Date | null;
  },
): InvitationRow {
  return {
    ...row,
    createdAt: row.createdAt.getTime(),
    expiresAt: row.expiresAt.getTime(),
    acceptedAt: row.acceptedAt?.getTime() ?? null,
    revokedAt: row.revokedAt?.getTime() ?? null,
  };
}
