import { execFileSync } from "node:child_process";
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from "node:fs";
import path from "node:path";
import { Client } from "pg";

/** Enough for a new server and a few thousand events, little enough to fill at once. */
const DISK_BYTES = 192 * 1024 ** 2;

/** Where a PostgreSQL server of a test keeps its files, on a disk that can be full. */
export interface DatabaseDisk {
  readonly directory: string;
  fill(): Promise<void>;
  free(): Promise<void>;
  remove(): void;
}

/**
 * A small disk of its own where this process may mount one. Elsewhere the server itself refuses every new event, with
 * the code and in the words that it has for a full disk.
 */
export function databaseDisk(folder: string, urlOf: () => string): DatabaseDisk {
  const directory = path.join(folder, "disk");
  mkdirSync(directory);
  return process.getuid?.() === 0 ? mountedDisk(directory) : refusingServer(directory, urlOf);
}

function mountedDisk(directory: string): DatabaseDisk {
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${DISK_BYTES},mode=0755`, "tmpfs", directory]);
  const filler = path.join(directory, "filler");
  return {
    directory,
    fill: async () => fillDisk(filler),
    free: async () => rmSync(filler),
    remove: () => void execFileSync("umount", ["--lazy", directory]),
  };
}

function refusingServer(directory: string, urlOf: () => string): DatabaseDisk {
  const run = async (sql: string): Promise<void> => {
    const client = new Client({ connectionString: urlOf() });
    await client.connect();
    await client.query(sql);
    await client.end();
  };
  return {
    directory,
    fill: () =>
      run(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
             BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$;
           CREATE TRIGGER refuse BEFORE INSERT ON engine.event EXECUTE FUNCTION refuse()`),
    free: () => run("DROP FUNCTION refuse CASCADE"),
    remove: () => undefined,
  };
}

/** Until the last byte. */
export function fillDisk(file: string): void {
  const handle = openSync(file, "w");
  try {
    for (let size = 64 * 1024; size > 0;) {
      try {
        writeSync(handle, Buffer.alloc(size));
      } catch (error) {
        if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
        size = Math.floor(size / 2);
      }
    }
  } finally {
    closeSync(handle);
  }
}
