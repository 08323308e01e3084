import { lstat, readdir, readlink } from "node:fs/promises";
import path from "node:path";
import { isInside, resolveInside } from "../../artifacts/resolve-inside";
import { exists, isMissing } from "../../is-missing";
import { ActionFailure } from "../action-failure";

/** What to install from where, as the `files` section says it. */
export interface InstallRequest {
  /** The unpacked bundle, a real path. */
  readonly directory: string;
  readonly files: readonly { readonly source: string; readonly destination: string }[];
  readonly fileExistsBehavior: "DISALLOW" | "OVERWRITE" | "RETAIN";
}

/** One thing to put on a target. `destination` is relative to the target's root. */
export interface InstallStep {
  readonly kind: "file" | "link" | "directory";
  readonly source: string;
  readonly destination: string;
  /** Found on the target and to be left as it is (RETAIN). */
  readonly isRetained: boolean;
}

/**
 * Says what installing a revision will write, without writing. A file source goes into its destination directory, a
 * directory source puts its contents there. Files that are in the way decide by `file_exists_behavior`, unless the
 * previous deployment installed them.
 * @param root the target's root directory, a real path
 */
export async function planInstall(
  { directory, files, fileExistsBehavior }: InstallRequest,
  root: string,
  installedBefore: ReadonlySet<string>,
): Promise<InstallStep[]> {
  const steps = new Map<string, Omit<InstallStep, "isRetained">>();
  for (const { source, destination } of files) {
    await addSteps(steps, await findSource(directory, source), relativeToRoot(destination));
  }
  const planned: InstallStep[] = [];
  for (const step of steps.values()) {
    const isInTheWay =
      step.kind !== "directory" && !installedBefore.has(step.destination) && (await existsOn(root, step));
    if (isInTheWay && fileExistsBehavior === "DISALLOW") {
      throw new ActionFailure(
        "JobFailed",
        `The file /${step.destination} already exists on the target and was not put there by the previous deployment. ` +
          "Remove it, or set file_exists_behavior in appspec.yml to OVERWRITE or RETAIN.",
      );
    }
    planned.push({ ...step, isRetained: isInTheWay && fileExistsBehavior === "RETAIN" });
  }
  return planned;
}

/** Where a destination is on a target. @throws ActionFailure when a link on the way leads out of the target's root */
export async function placeOnTarget(root: string, destination: string): Promise<string> {
  const folder = await resolveInside(root, path.dirname(destination));
  if (folder !== null) return path.join(folder, path.basename(destination));
  throw new ActionFailure(
    "JobFailed",
    `The destination /${destination} leads outside the target's root directory through a link.`,
  );
}

/** `/srv/app` of an appspec, as a path below a target's root. */
export function relativeToRoot(destination: string): string {
  return destination
    .split("/")
    .filter((segment) => segment !== "" && segment !== ".")
    .join("/");
}

async function findSource(directory: string, source: string): Promise<string> {
  const found = await resolveInside(directory, source);
  if (found !== null && (await exists(found))) return found;
  throw new ActionFailure(
    "JobFailed",
    `${source}, named by files, is not in the revision. Add it to the repository, and to the artifacts of the build that makes this artifact.`,
  );
}

type Steps = Map<string, Omit<InstallStep, "isRetained">>;

async function addSteps(steps: Steps, source: string, destination: string): Promise<void> {
  const stats = await lstat(source);
  if (stats.isDirectory()) await addDirectory(steps, source, destination);
  else await addFile(steps, source, join(destination, path.basename(source)));
}

async function addDirectory(steps: Steps, source: string, destination: string): Promise<void> {
  if (destination !== "") {
    const there = steps.get(destination);
    if (there && there.kind !== "directory") throw twice(destination);
    steps.set(destination, { kind: "directory", source, destination });
  }
  const children = await readdir(source, { withFileTypes: true });
  for (const child of children.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const from = path.join(source, child.name);
    const to = join(destination, child.name);
    if (child.isDirectory()) await addDirectory(steps, from, to);
    else await addFile(steps, from, to);
  }
}

async function addFile(steps: Steps, source: string, destination: string): Promise<void> {
  const isLink = (await lstat(source)).isSymbolicLink();
  if (isLink) await checkLink(source, destination);
  if (steps.has(destination)) throw twice(destination);
  steps.set(destination, { kind: isLink ? "link" : "file", source, destination });
}

/** As the agent has it; a directory may be made by several entries. */
function twice(destination: string): ActionFailure {
  return new ActionFailure(
    "JobFailed",
    `Duplicate copy instruction to /${destination}: files installs two things there. Let each file have one source.`,
  );
}

/** A link is installed as it is, so it must not point out of the target from where it will be. */
async function checkLink(source: string, destination: string): Promise<void> {
  const target = await readlink(source);
  const resolved = path.resolve("/root", path.dirname(destination), target);
  if (!path.isAbsolute(target) && isInside("/root", resolved)) return;
  throw new ActionFailure("JobFailed", `The link /${destination} would point outside the target's root directory.`);
}

async function existsOn(root: string, { destination }: { readonly destination: string }): Promise<boolean> {
  try {
    await lstat(await placeOnTarget(root, destination));
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

function join(folder: string, name: string): string {
  return folder === "" ? name : `${folder}/${name}`;
}
