import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { isMissing } from "../../../artifacts/resolve-inside";
import { buildRecord, type BuildRecord } from "./build-record";

/** Where builds are looked up; answers CodeBuild's BatchGetBuilds. */
export interface BuildRecords {
  /** @param buildId `<project>:<uuid>`, as in `externalExecutionId` of the action; null when there is no such build */
  find(buildId: string): Promise<BuildRecord | null>;
  /** @param streamName the uuid of the build, which is also the name of its log stream */
  findByStream(streamName: string): Promise<BuildRecord | null>;
}

/** Where runners keep what becomes of their builds. */
export interface BuildRecordKeeper extends BuildRecords {
  /** Keeps the record of a build that runs. It is seen by `find` at once, and survives the engine from `save` on. */
  put(record: BuildRecord): void;
  /** Resolves once the record as it is now is on disk. One that is no longer IN_PROGRESS leaves memory with that. */
  save(record: BuildRecord): Promise<void>;
}

const BUILD_ID = /^([A-Za-z0-9][A-Za-z0-9_-]{1,254}):([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** Keeps each build as the file `<directory>/<project>/<uuid>.json`, and those that run in memory too. */
export function createFileBuildRecords(directory: string): BuildRecordKeeper {
  const running = new Map<string, BuildRecord>();

  async function find(buildId: string): Promise<BuildRecord | null> {
    const live = running.get(buildId);
    if (live) return live;
    const file = fileOf(directory, buildId);
    const saved = file === null ? null : await readRecord(file);
    return saved?.status === "IN_PROGRESS" ? interrupted(saved) : saved;
  }

  return {
    find,
    async findByStream(streamName) {
      for (const projectName of await projectsIn(directory)) {
        const found = await find(`${projectName}:${streamName}`);
        if (found) return found;
      }
      return null;
    },
    put(record) {
      running.set(record.id, record);
    },
    async save(record) {
      running.set(record.id, record);
      const file = fileOf(directory, record.id);
      if (file === null) throw new Error(`${record.id} is not the id of a build.`);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(`${file}.new`, JSON.stringify(record));
      await rename(`${file}.new`, file);
      if (record.status !== "IN_PROGRESS") running.delete(record.id);
    },
  };
}

function fileOf(directory: string, buildId: string): string | null {
  const [, projectName, uuid] = BUILD_ID.exec(buildId) ?? [];
  return projectName === undefined || uuid === undefined ? null : path.join(directory, projectName, `${uuid}.json`);
}

async function projectsIn(directory: string): Promise<string[]> {
  try {
    return await readdir(directory);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

async function readRecord(file: string): Promise<BuildRecord | null> {
  try {
    return buildRecord.parse(JSON.parse(await readFile(file, "utf8")));
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** Saved as running, but not by this process: the engine ended while it ran, and the build with it. */
function interrupted(record: BuildRecord): BuildRecord {
  const message = "The engine ended while this build ran";
  return {
    ...record,
    status: "FAULT",
    phases: record.phases.map((phase) =>
      phase.status === "IN_PROGRESS"
        ? { ...phase, status: "FAULT" as const, contexts: [{ statusCode: "INTERNAL_SERVER_ERROR", message }] }
        : phase,
    ),
  };
}
