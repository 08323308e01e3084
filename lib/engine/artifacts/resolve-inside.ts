import { lstat, readlink } from "node:fs/promises";
import path from "node:path";
import { isMissing } from "../is-missing";

/** As the kernel's own limit on links met while resolving one path. */
const MAX_LINKS = 40;

/** True when `candidate` is `root` or below it, by name alone: both absolute, no link is looked at. */
export function isInside(root: string, candidate: string): boolean {
  const relative = path.relative(root, candidate);
  return relative === "" || (relative !== ".." && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative));
}

/**
 * Resolves a relative path below `root` the way the kernel would, links included, but never leaves `root`: a `..` or
 * a link that would is answered with null. What does not exist yet is taken by name, so the result may be created.
 * @param root a real path, itself without links
 */
export async function resolveInside(root: string, relativePath: string): Promise<string | null> {
  const pending = segmentsOf(relativePath);
  let current = root;
  let links = 0;
  for (let segment = pending.shift(); segment !== undefined; segment = pending.shift()) {
    current = path.join(current, segment);
    if (!isInside(root, current)) return null;
    const target = await findLinkTarget(current);
    if (target === null) continue;
    links += 1;
    if (links > MAX_LINKS || path.isAbsolute(target)) return null;
    pending.unshift(...segmentsOf(target));
    current = path.dirname(current);
  }
  return current;
}

function segmentsOf(relativePath: string): string[] {
  return relativePath.split("/").filter((segment) => segment !== "" && segment !== ".");
}

async function findLinkTarget(file: string): Promise<string | null> {
  try {
    return (await lstat(file)).isSymbolicLink() ? await readlink(file) : null;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}
