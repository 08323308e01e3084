/** What a person may do, by role. Every use case asks here, first. */
export const ROLES = ["viewer", "operator", "approver", "editor", "admin", "owner"] as const;
export type Role = (typeof ROLES)[number];

/**
 * `view` read everything but secrets and what is in artifacts' files · `inspect` read and download those files ·
 * `operate` start, stop, retry, transitions · `approve` answer approvals ·
 * `edit` drafts, versions, publish, import · `manage` connections, local resources, invitations, people, audit ·
 * `own` change or remove admins and owners.
 */
export const PERMISSIONS = ["view", "inspect", "operate", "approve", "edit", "manage", "own"] as const;
export type Permission = (typeof PERMISSIONS)[number];

const GRANTS = {
  viewer: ["view"],
  operator: ["view", "inspect", "operate"],
  approver: ["view", "inspect", "approve"],
  editor: ["view", "inspect", "operate", "edit"],
  admin: ["view", "inspect", "operate", "approve", "edit", "manage"],
  owner: PERMISSIONS,
} as const satisfies Record<Role, readonly Permission[]>;

export function can(role: Role, permission: Permission): boolean {
  const granted: readonly Permission[] = GRANTS[role];
  return granted.includes(permission);
}

export function isRole(word: string): word is Role {
  return ROLES.some((role) => role === word);
}
