import { lstatSync, mkdirSync, mkdtempSync, readdirSync } from "node:fs";
import path from "node:path";
import { removeDirectory } from "../../remove-directory";
import { createTaskQueue } from "../../task-queue";

/** As many as short builds one after the other, or a burst of them, have in hand until their strays were looked for. */
const MOST_KEPT = 128;
/** Of a directory itself: one block. What a build has put into a larger one is not read. */
const LARGEST_AS_MADE_BYTES = 4_096;
const PARTS: readonly string[] = ["home", "src", "tmp"];

/** What one pass of a build has to itself: absolute paths of directories that are empty at first. */
export interface BuildDirectory {
  /** The others are in it. */
  readonly root: string;
  /** CODEBUILD_SRC_DIR */
  readonly source: string;
  /** HOME */
  readonly home: string;
  /** TMPDIR */
  readonly temporary: string;
}

export interface BuildDirectories {
  /** @throws when the disk refuses */
  take(): BuildDirectory;
  /** @param whenFree settles once no process of the build is left */
  giveBack(directory: BuildDirectory, whenFree: Promise<void>): void;
}

/**
 * Directories below `parent`, removed afterwards. One that a build has left as it got it is given to the next instead: making
 * and removing directories takes longer than a short command, and on ext4 ever longer the more were removed a moment ago.
 */
export function createBuildDirectories(parent: string): BuildDirectories {
  const kept: BuildDirectory[] = [];
  const removals = createTaskQueue();
  let hasParent = false;

  function make(): BuildDirectory {
    if (!hasParent) mkdirSync(parent, { recursive: true });
    hasParent = true;
    const root = mkdtempSync(path.join(parent, "build-"));
    const directory = {
      root,
      source: path.join(root, "src"),
      home: path.join(root, "home"),
      temporary: path.join(root, "tmp"),
    };
    for (const part of [directory.source, directory.home, directory.temporary]) mkdirSync(part);
    return directory;
  }

  async function clear(directory: BuildDirectory): Promise<void> {
    if (kept.length < MOST_KEPT && isAsMade(directory, process.umask())) kept.push(directory);
    else await removeDirectory(directory.root);
  }

  return {
    take: () => kept.pop() ?? make(),
    giveBack(directory, whenFree) {
      const { root } = directory;
      // One at a time so that running builds keep the disk: removing a large one takes seconds, and what a crash leaves
      // goes at the next start.
      whenFree
        .then(() => removals.run(() => clear(directory)))
        .catch((error: unknown) => {
          process.stderr.write(`${root} could not be removed: ${String(error)}\n`);
        });
    },
  };
}

export interface HeldDirectories extends BuildDirectories {
  release(): void;
}

/** Keeps what builds give back as they left it, until `release`. */
export function holdDirectories(directories: BuildDirectories): HeldDirectories {
  const held: (() => void)[] = [];
  return {
    take: () => directories.take(),
    giveBack: (directory, whenFree) => void held.push(() => directories.giveBack(directory, whenFree)),
    release() {
      for (const giveBack of held.splice(0)) giveBack();
    },
  };
}

/** Looked at synchronously: a few system calls, where the same through the thread pool costs a process start. */
function isAsMade({ root, source, home, temporary }: BuildDirectory, umask: number): boolean {
  if (!isOwn(root, 0o700) || readdirSync(root).some((name) => !PARTS.includes(name))) return false;
  return [source, home, temporary].every((part) => isOwn(part, 0o777 & ~umask) && readdirSync(part).length === 0);
}

/** Whether it is a directory, and no link to one, with nobody else's permissions, and never had so much in it that it grew. */
function isOwn(directory: string, mode: number): boolean {
  const stats = lstatSync(directory, { throwIfNoEntry: false });
  if (stats?.isDirectory() !== true || stats.size > LARGEST_AS_MADE_BYTES) return false;
  return stats.uid === process.geteuid?.() && (stats.mode & 0o7777) === mode;
}
