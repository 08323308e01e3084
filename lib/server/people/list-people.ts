import "server-only";
import { ROLES, type Role } from "@/lib/auth/permissions";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import type { PersonEntry } from "@/lib/contracts/people";
import { listPeople as listPersonRows } from "@/lib/db/people";
import { sharedDb } from "@/lib/db/shared-client";
import { mayGrant } from "./may-grant";

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
