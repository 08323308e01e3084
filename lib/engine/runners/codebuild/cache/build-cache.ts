import { mkdir, readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import type { ArtifactStore } from "../../../artifacts/artifact-store";
import { createFileArtifactStore } from "../../../artifacts/file-artifact-store";
import { unlessMissing } from "../../../is-missing";
import type { CacheRule } from "../buildspec";
import { isWild } from "../glob";
import { selectFiles } from "../select-files";
import { expandCacheKey } from "./cache-key";
import { mergeInto } from "./merge-into";

/** Without a key a project has one cache. */
const DEFAULT_KEY = "default";
const LONGEST_KEY = 200;
/** Of each project; the least recently saved go. */
const MOST_CACHES = 10;
/** Home of the build user on AWS's images, which cache paths name. */
const AWS_HOME = /^(?:\/root|~)\//;

/** One build that restores or saves its cache. */
export interface CachedBuild {
  readonly projectName: string;
  readonly rule: CacheRule;
  /** The directory of the attempt; `src` and `home` are in it. */
  readonly root: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly note: (text: string) => void;
}

/** Keeps what builds of a project want to find again. Trouble with a cache is told, and fails no build. */
export interface BuildCache {
  restore(build: CachedBuild): Promise<void>;
  save(build: CachedBuild): Promise<void>;
}

/** Keeps each cache as a ZIP `<directory>/<project>/<key>`. It appears whole, so builds may save and restore at a time. */
export function createBuildCache(directory: string): BuildCache {
  const store = createFileArtifactStore(directory);
  return {
    restore: (build) => told(build, "restored", () => restore(build, store, directory)),
    save: (build) => told(build, "saved", () => save(build, store, directory)),
  };
}

async function told(build: CachedBuild, verb: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    build.note(`The cache was not ${verb}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function restore(build: CachedBuild, store: ArtifactStore, directory: string): Promise<void> {
  if (build.rule.action === "save") return;
  const key = await findKey(build, directory);
  if (key === null) return build.note("No cache was found");
  const unpacked = path.join(build.root, "cache");
  await mkdir(unpacked);
  await store.extract(placeOf(build, key), unpacked);
  for (const part of ["src", "home"]) await mergeInto(path.join(unpacked, part), path.join(build.root, part));
  await rm(unpacked, { recursive: true, force: true });
  build.note(`Restored the cache ${key}`);
}

/** The cache of the key itself, else the newest whose key begins with a fallback key, in their order. */
async function findKey(build: CachedBuild, directory: string): Promise<string | null> {
  const saved = await savedKeys(path.join(directory, build.projectName));
  const key = await keyOf(build);
  if (saved.includes(key)) return key;
  if (build.rule.key === undefined) return null;
  for (const fallback of build.rule["fallback-keys"] ?? []) {
    const prefix = await expandCacheKey(fallback, keyContext(build));
    const found = saved.find((candidate) => candidate.startsWith(prefix));
    if (found !== undefined) return found;
  }
  return null;
}

async function save(build: CachedBuild, store: ArtifactStore, directory: string): Promise<void> {
  if (build.rule.action === "restore") return;
  const key = await keyOf(build);
  const files = (build.rule.paths ?? []).flatMap((pattern) => patternsOf(pattern, build));
  const rule = { files, "enable-symlinks": true };
  const { entries } = await selectFiles({ directory: build.root, boundary: build.root, rule });
  if (entries.length === 0) return build.note("No file matches the paths of the cache");
  await store.putEntries(placeOf(build, key), entries);
  build.note(`Saved ${entries.length} file(s) as the cache ${key}`);
  const folder = path.join(directory, build.projectName);
  for (const old of (await savedKeys(folder)).slice(MOST_CACHES)) await rm(path.join(folder, nameOf(old)));
}

/** A path of the source or of the home directory, relative to the attempt; a folder means all that is in it. */
function patternsOf(pattern: string, { root, note }: CachedBuild): string[] {
  const source = path.join(root, "src");
  const inHome = pattern.replace(AWS_HOME, "");
  const relative = path.isAbsolute(pattern) ? path.relative(source, pattern) : pattern;
  if (inHome === pattern && relative.startsWith("..")) {
    note(`The cache path ${pattern} is left out: it is neither in the source nor in the home directory`);
    return [];
  }
  const place = inHome === pattern ? path.posix.join("src", relative) : path.posix.join("home", inHome);
  return isWild(place) ? [place] : [place, path.posix.join(place, "**/*")];
}

async function keyOf(build: CachedBuild): Promise<string> {
  const key = await expandCacheKey(build.rule.key ?? DEFAULT_KEY, keyContext(build));
  if (nameOf(key).length <= LONGEST_KEY) return key;
  throw new Error(`its key is longer than ${LONGEST_KEY} characters`);
}

function keyContext({ root, environment }: CachedBuild) {
  return { directory: path.join(root, "src"), boundary: root, environment };
}

function placeOf({ projectName }: CachedBuild, key: string) {
  return { bucket: projectName, key: nameOf(key) };
}

/** A key as a file name. */
function nameOf(key: string): string {
  return `${encodeURIComponent(key)}.zip`;
}

/** The newest first. */
async function savedKeys(folder: string): Promise<string[]> {
  const names = (await unlessMissing(readdir(folder))) ?? [];
  const dated = await Promise.all(
    names.map(async (name) => {
      const stats = await stat(path.join(folder, name)).catch(() => null);
      return { key: decodeURIComponent(name.replace(/\.zip$/, "")), savedAt: stats?.mtimeMs ?? 0 };
    }),
  );
  return dated.toSorted((a, b) => b.savedAt - a.savedAt).map(({ key }) => key);
}
