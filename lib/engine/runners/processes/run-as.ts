import { execFile } from "node:child_process";
import { readFile, stat } from "node:fs/promises";
import { userInfo } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const PASSWD = "/etc/passwd";

/** Whom a process runs as. */
export interface UnixUser {
  readonly uid: number;
  readonly gid: number;
}

export type RunAs =
  /** Null: the engine's own user. */
  { readonly isApplied: true; readonly user: UnixUser | null } | { readonly isApplied: false; readonly reason: string };

/**
 * Whether commands can run as a user of this machine. Only root may change its user.
 * @param directory what would be handed over; the folders above it stay as they are
 */
export async function findRunAs(name: string, directory: string): Promise<RunAs> {
  if (name === userInfo().username) return { isApplied: true, user: null };
  if (process.getuid?.() !== 0) return { isApplied: false, reason: "the engine does not run as root" };
  const user = await findUser(name);
  if (user === null) return { isApplied: false, reason: "this machine has no such user" };
  const closed = await closedFolder(path.dirname(directory), user);
  return closed === null
    ? { isApplied: true, user }
    : { isApplied: false, reason: `that user may not enter ${closed}, where the engine keeps its data` };
}

/** Hands a directory with everything in it to a user, links themselves and not what they lead to. */
export async function handOver(directory: string, { uid, gid }: UnixUser): Promise<void> {
  await run("chown", ["-hR", `${uid}:${gid}`, "--", directory]);
}

async function findUser(name: string): Promise<UnixUser | null> {
  const lines = (await readFile(PASSWD, "utf8").catch(() => "")).split("\n");
  for (const line of lines) {
    const [login, , uid, gid] = line.split(":");
    if (login === name && uid && gid) return { uid: Number(uid), gid: Number(gid) };
  }
  return null;
}

/** The first folder on the way down that the user may not pass through. */
async function closedFolder(directory: string, { uid, gid }: UnixUser): Promise<string | null> {
  const parent = path.dirname(directory);
  const above = parent === directory ? null : await closedFolder(parent, { uid, gid });
  if (above !== null) return above;
  const stats = await stat(directory);
  const shift = stats.uid === uid ? 6 : stats.gid === gid ? 3 : 0;
  return (stats.mode >> shift) & 1 ? null : directory;
}
