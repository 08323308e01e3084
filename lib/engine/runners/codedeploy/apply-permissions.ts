import { chmod, chown, readFile } from "node:fs/promises";
import { matchesGlob } from "../codebuild/glob";
import { ActionFailure } from "../action-failure";
import type { AppspecPermission } from "./appspec";
import { placeOnTarget, relativeToRoot, type InstallStep } from "./plan-install";

/**
 * Applies the permissions section to what was just installed. Changing owners takes root; without it, and for ACLs
 * and SELinux contexts, the log says what was not applied.
 */
export async function applyPermissions(
  permissions: readonly AppspecPermission[],
  steps: readonly InstallStep[],
  root: string,
  note: (text: string) => void,
): Promise<void> {
  for (const permission of permissions) {
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

function matches(permission: AppspecPermission, { kind, destination }: InstallStep): boolean {
  const object = relativeToRoot(permission.object);
  if (destination === object) return kind === "file" || (permission.type ?? ["directory"]).includes("directory");
  const prefix = object === "" ? "" : `${object}/`;
  if (!destination.startsWith(prefix)) return false;
  if (permission.type && !permission.type.some((type) => type === kind)) return false;
  const relative = destination.slice(prefix.length);
  const isExcepted = (permission.except ?? []).some((exception) => matchesGlob(exception, relative));
  return matchesGlob(permission.pattern ?? "**", relative) && !isExcepted;
}

/** -1 leaves an id as it is. */
async function ownerOf({ owner, group, object }: AppspecPermission, note: (text: string) => void) {
  if (owner === undefined && group === undefined) return null;
  if (process.getuid?.() !== 0) {
    note(`permissions: owner and group of ${object} are not applied, because the engine does not run as root`);
    return null;
  }
  return { userId: await idOf("/etc/passwd", owner), groupId: await idOf("/etc/group", group) };
}

async function idOf(file: string, name: string | undefined): Promise<number> {
  if (name === undefined) return -1;
  const rows = (await readFile(file, "utf8")).split("\n").map((row) => row.split(":"));
  const id = rows.find(([rowName]) => rowName === name)?.[2];
  if (id !== undefined) return Number(id);
  throw new ActionFailure("JobFailed", `appspec.yml: ${name}, named by permissions, does not exist on this machine.`);
}
