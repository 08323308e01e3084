import { constants } from "node:fs";
import { access, lstat, realpath, stat } from "node:fs/promises";
import path from "node:path";
import type { ArchiveEntry } from "../../artifacts/artifact-store";
import { canBePacked } from "../../artifacts/pack-zip";
import { isInside, resolveInside } from "../../artifacts/resolve-inside";
import { isMissing } from "../../is-missing";
import type { ArtifactRule } from "./buildspec";
import { fixedFolderOf, isWild, matchesGlob } from "./glob";
import { isUnreadable, readTree } from "./read-tree";

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
  const bases = await findBases(directory, realBoundary, rule["base-directory"]);
  for (const folder of bases.closed) closed.add(folder);
  for (const base of bases.directories) {
    for (const pattern of rule.files ?? []) {
      const { found, ...tree } = await findFiles(base, relativePattern(base, pattern), rule["exclude-paths"] ?? []);
      for (const folder of tree.closed) closed.add(folder);
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
  return { entries: [...entries.values()], hasBase: bases.directories.length > 0, notes };
}

/** A build may have removed its source directory, or put a link to anywhere in its place. */
async function findBases(directory: string, boundary: string, base = "") {
  const absolute = isWild(base) ? directory : path.resolve(directory, base);
  if (!(await isDirectoryInside(absolute, boundary))) return { directories: [], closed: [] };
  const root = await realpath(absolute);
  if (!isWild(base)) return { directories: [root], closed: [] };
  const { folders, closed } = await readTree(root, fixedFolderOf(base));
  const directories = folders.filter((folder) => matchesGlob(base, folder)).map((folder) => path.join(root, folder));
  return { directories, closed };
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

async function findFiles(base: string, pattern: string, excluded: readonly string[]) {
  if (pattern.split("/").includes("..")) return { found: [], closed: [] };
  const { files, closed } = await readTree(base, fixedFolderOf(pattern));
  const found = files.filter(
    (file) => matchesGlob(pattern, file) && !excluded.some((exclusion) => isExcluded(exclusion, file)),
  );
  return { found, closed };
}

/** As AWS's own example has it, a name followed by all that is below it leaves out files of that name too. */
function isExcluded(exclusion: string, file: string): boolean {
  if (matchesGlob(exclusion, file)) return true;
  const named = exclusion.endsWith("/**/*") ? exclusion.slice(0, -"/**/*".length) : "";
  return named !== "" && !isWild(path.posix.basename(named)) && matchesGlob(named, file);
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
