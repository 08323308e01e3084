import "server-only";
import { ROLES, type Role } from "@/lib/auth/permissions";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import { listPeople as listPersonRows } from "@/lib/db/people";
import { sharedDb } from "@/lib/db/shared-client";
import { mayGrant } from "./may-grant";

export interface PersonEntry {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly disabledAt: number | null;
  readonly isViewer: boolean;
  /** Whether the viewer may change this person at all. */
  readonly isManageable: boolean;
}

/** Everybody of the workspace, oldest first, and the roles the viewer may give. */
export async function listPeople(
  viewer: Viewer,
): Promise<{ readonly people: readonly PersonEntry[]; readonly grantableRoles: readonly Role[] }> {
  authorize(viewer, "manage");
  const rows = await listPersonRows(sharedDb());
  return {
    people: rows.map(({ id, email, name, role, createdAt, disabledAt }) => {
      const isManageable = mayGrant(viewer, role);
      return { id, email, name, role, createdAt, disabledAt, isViewer: id === viewer.id, isManageable };
    }),
    grantableRoles: ROLES.filter((role) => mayGrant(viewer, role)),
  };
}
