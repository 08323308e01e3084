import { constants } from "node:fs";
import { access, lstat, readdir, realpath, stat } from "node:fs/promises";
import path from "node:path";
import type { ArchiveEntry } from "../../artifacts/artifact-store";
import { canBePacked } from "../../artifacts/pack-zip";
import { isInside, isMissing, resolveInside } from "../../artifacts/resolve-inside";
import type { ArtifactRule } from "./buildspec";
import { fixedFolderOf, isWild, matchesGlob } from "./glob";

const LONGEST_NAME_TOLD = 200;

export interface SelectedFiles {
  readonly entries: readonly ArchiveEntry[];
  /** False when no directory of this build is the base directory. */
  readonly hasBase: boolean;
  /** What the build's log should say about patterns and files that gave nothing. */
  readonly notes: readonly string[];
}

export interface Selection {
  /** The source directory that patterns are relative to. */
  readonly directory: string;
  /** Nothing outside is packed, whatever links say: the attempt's own directory. */
  readonly boundary: string;
  readonly rule: ArtifactRule;
}

/** The files that an artifact of a buildspec consists of, under the paths they have in the archive. */
export async function selectFiles({ directory, boundary, rule }: Selection): Promise<SelectedFiles> {
  const notes: string[] = [];
  const realBoundary = await realpath(boundary).catch(() => boundary);
  const entries = new Map<string, ArchiveEntry>();
  const closed = new Set<string>();
  const bases = await baseDirectories(directory, realBoundary, closed, rule["base-directory"]);
  for (const base of bases) {
    for (const pattern of rule.files ?? []) {
      const found = await findFiles(base, relativePattern(base, pattern), closed, rule["exclude-paths"] ?? []);
      if (found.length === 0) notes.push(`No file matches ${pattern}${await directoryHint(base, pattern)}`);
      for (const relative of found) {
        const file = await fileToPack(realBoundary, base, relative, rule["enable-symlinks"] === true);
        const packedPath = rule["discard-paths"] ? path.basename(relative) : relative;
        if (!canBePacked(packedPath)) notes.push(`Left out ${relative}: an archive cannot hold its name`);
        else if (file === null) notes.push(`Left out ${relative}: ${await whyNot(realBoundary, base, relative)}`);
        else if (!entries.has(packedPath)) entries.set(packedPath, { path: packedPath, file });
        else if (entries.get(packedPath)?.file !== file)
          notes.push(`Left out ${relative}: ${packedPath} is already packed`);
      }
    }
  }
  for (const folder of closed) notes.push(`Left out ${folder.slice(0, LONGEST_NAME_TOLD)}: it cannot be read`);
  return { entries: [...entries.values()], hasBase: bases.length > 0, notes };
}

/** A build may have removed its source directory, or put a link to anywhere in its place. */
async function baseDirectories(directory: string, boundary: string, closed: Set<string>, base = ""): Promise<string[]> {
  const absolute = isWild(base) ? directory : path.resolve(directory, base);
  if (!(await isDirectoryInside(absolute, boundary))) return [];
  const root = await realpath(absolute);
  if (!isWild(base)) return [root];
  const folders = await listFolders(root, fixedFolderOf(base), closed);
  return folders.filter((folder) => matchesGlob(base, folder)).map((folder) => path.join(root, folder));
}

async function isDirectoryInside(directory: string, boundary: string): Promise<boolean> {
  try {
    return isInside(boundary, await realpath(directory)) && (await stat(directory)).isDirectory();
  } catch (error) {
    if (isMissing(error) || isUnreadable(error)) return false;
    throw error;
  }
}

function relativePattern(base: string, pattern: string): string {
  return path.isAbsolute(pattern) ? path.relative(base, pattern) : path.posix.normalize(pattern);
}

async function findFiles(
  base: string,
  pattern: string,
  closed: Set<string>,
  excluded: readonly string[],
): Promise<string[]> {
  if (pattern.split("/").includes("..")) return [];
  const files = await listFiles(base, fixedFolderOf(pattern), closed);
  return files.filter(
    (file) => matchesGlob(pattern, file) && !excluded.some((exclusion) => isExcluded(exclusion, file)),
  );
}

/** As AWS's own example has it, a name followed by all that is below it leaves out files of that name too. */
function isExcluded(exclusion: string, file: string): boolean {
  if (matchesGlob(exclusion, file)) return true;
  const named = exclusion.endsWith("/**/*") ? exclusion.slice(0, -"/**/*".length) : "";
  return named !== "" && !isWild(path.posix.basename(named)) && matchesGlob(named, file);
}

async function listFiles(base: string, folder: string, closed: Set<string>): Promise<string[]> {
  const found: string[] = [];
  for (const child of await childrenOf(base, folder, closed)) {
    const relative = folder === "" ? child.name : `${folder}/${child.name}`;
    if (child.isDirectory()) found.push(...(await listFiles(base, relative, closed)));
    else if (child.isFile() || child.isSymbolicLink()) found.push(relative);
  }
  return found;
}

async function listFolders(base: string, folder: string, closed: Set<string>): Promise<string[]> {
  const found: string[] = folder === "" ? [] : [folder];
  for (const child of await childrenOf(base, folder, closed)) {
    if (child.isDirectory())
      found.push(...(await listFolders(base, folder === "" ? child.name : `${folder}/${child.name}`, closed)));
  }
  return found;
}

/** @param closed takes what cannot be read: a build may close a directory, or nest them deeper than a path may be long */
async function childrenOf(base: string, folder: string, closed: Set<string>) {
  try {
    if ((await resolveInside(base, folder)) !== path.join(base, folder)) return [];
    const children = await readdir(path.join(base, folder), { withFileTypes: true });
    return children.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if (isMissing(error)) return [];
    if (!isUnreadable(error)) throw error;
    closed.add(folder === "" ? "." : folder);
    return [];
  }
}

/** The file behind the name: a link is followed within the attempt, or kept as a link where that is asked for. */
async function fileToPack(
  boundary: string,
  base: string,
  relative: string,
  keepLinks: boolean,
): Promise<string | null> {
  const file = path.join(base, relative);
  if (keepLinks) return (await resolveInside(base, relative)) === null ? null : file;
  try {
    const real = await realpath(file);
    return isInside(boundary, real) && (await stat(real)).isFile() && (await isReadable(real)) ? real : null;
  } catch (error) {
    if (isMissing(error) || isUnreadable(error)) return null;
    throw error;
  }
}

function isUnreadable(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return code === "EACCES" || code === "EPERM" || code === "ELOOP" || code === "ENAMETOOLONG";
}

/** Root may read everything. */
async function isReadable(file: string): Promise<boolean> {
  if (process.geteuid?.() === 0) return true;
  return access(file, constants.R_OK).then(
    () => true,
    () => false,
  );
}

async function whyNot(boundary: string, base: string, relative: string): Promise<string> {
  return (await isDirectoryInside(path.join(base, relative), boundary))
    ? "it is a link to a directory, which only enable-symlinks keeps"
    : (await lstat(path.join(base, relative)).catch(() => null))?.isFile()
      ? "it cannot be read"
      : "it is a link to something that is not part of this build";
}

async function directoryHint(base: string, pattern: string): Promise<string> {
  if (isWild(pattern) || !(await isDirectoryInside(path.resolve(base, pattern), base))) return "";
  return `, which is a directory: write ${path.posix.join(pattern, "**/*")} for everything in it`;
}
