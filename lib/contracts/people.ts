/** A person of the workspace, as an admin sees them. Instants are epoch milliseconds. */
export interface PersonEntry {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: string;
  readonly createdAt: number;
  /** Set while the person is shut out. */
  readonly disabledAt: number | null;
  readonly isViewer: boolean;
  /** Whether the viewer may change this person at all. */
  readonly isManageable: boolean;
}

/** An invitation nobody has answered. */
export interface InvitationEntry {
  readonly id: string;
  readonly email: string;
  readonly role: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly isExpired: boolean;
  readonly isManageable: boolean;
}

/** What was just created; the token is told this once. */
export interface NewInvitation {
  readonly email: string;
  readonly token: string;
  readonly expiresAt: number;
}
