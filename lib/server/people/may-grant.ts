import "server-only";
import { can, type Role } from "@/lib/auth/permissions";
import { authorize, type Viewer } from "@/lib/auth/viewer";

const GUARDED: readonly string[] = ["admin", "owner"] satisfies Role[];

/** Admins manage everybody but admins and owners, whom only an owner touches. */
export function authorizeToGrant(viewer: Viewer, ...roles: readonly string[]): void {
  authorize(viewer, roles.some((role) => GUARDED.includes(role)) ? "own" : "manage");
}

/** The same, as a question for a page that shows or hides a control. */
export function mayGrant(viewer: Viewer, role: string): boolean {
  return can(viewer.role, GUARDED.includes(role) ? "own" : "manage");
}
