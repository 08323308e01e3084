import { chmod, chown } from "node:fs/promises";
import { ActionFailure } from "../action-failure";
import { matchesGlob } from "../codebuild/glob";
import { findGroupId, findUser, mayActAsOthers } from "./find-user";
import type { Permission } from "./permission";
import { placeOnTarget, relativeToRoot, type InstallStep } from "./plan-install";

/**
 * Applies the permissions section to what was just installed. Changing owners takes root; without it, and for ACLs
 * and SELinux contexts, the log says what was not applied.
 */
export async function applyPermissions(
  permissions: readonly Permission[],
  steps: readonly InstallStep[],
  root: string,
  note: (text: string) => void,
): Promise<void> {
  for (const permission of permissions) {
    checkObject(permission, steps);
    const matched = steps.filter((step) => step.kind !== "link" && matches(permission, step));
    if (matched.length === 0) note(`permissions: nothing that was installed matches ${permission.object}`);
    const owner = await ownerOf(permission, note);
    for (const step of matched) {
      const place = await placeOnTarget(root, step.destination);
      if (owner) await chown(place, owner.userId, owner.groupId);
      if (permission.mode !== undefined) await chmod(place, Number.parseInt(permission.mode, 8));
    }
    if (permission.acls || permission.context)
      note(`permissions: acls and context of ${permission.object} are not applied here`);
  }
}

function matches(permission: Permission, { kind, destination }: InstallStep): boolean {
  const object = relativeToRoot(permission.object);
  if (destination === object) return kind === "file" || (permission.type ?? ["directory"]).includes("directory");
  const prefix = object === "" ? "" : `${object}/`;
  if (!destination.startsWith(prefix)) return false;
  if (permission.type && !permission.type.some((type) => type === kind)) return false;
  const relative = destination.slice(prefix.length);
  const isExcepted = (permission.except ?? []).some((exception) => matchesGlob(exception, relative));
  return matchesGlob(permission.pattern ?? "**", relative) && !isExcepted;
}

/** As the agent has it: a file has nothing below it that a pattern could choose from. */
function checkObject({ object, pattern, except }: Permission, steps: readonly InstallStep[]): void {
  const isFile = steps.some((step) => step.kind === "file" && step.destination === relativeToRoot(object));
  const chooses = (pattern !== undefined && pattern !== "**") || (except ?? []).length > 0;
  if (!isFile || !chooses) return;
  throw new ActionFailure(
    "JobFailed",
    `permissions: the object ${object} is a file, so pattern and except cannot be used with it. Remove them, or name its directory.`,
  );
}

/** -1 leaves an id as it is. The users of an instance need not be those of this machine. */
async function ownerOf({ owner, group, object }: Permission, note: (text: string) => void) {
  if (owner === undefined && group === undefined) return null;
  if (!mayActAsOthers()) {
    note(`permissions: owner and group of ${object} are not applied, because the engine does not run as root`);
    return null;
  }
  const userId = owner === undefined ? -1 : (await findUser(owner))?.userId;
  const groupId = group === undefined ? -1 : await findGroupId(group);
  if (userId === undefined)
    note(`permissions: owner ${owner} of ${object} is not applied: this machine has no such user`);
  if (groupId === null) note(`permissions: group ${group} of ${object} is not applied: this machine has no such group`);
  return { userId: userId ?? -1, groupId: groupId ?? -1 };
}
