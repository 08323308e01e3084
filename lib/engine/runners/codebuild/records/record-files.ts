import { readdir } from "node:fs/promises";
import path from "node:path";
import type { z } from "zod";
import { fewAtOnce } from "../../../few-at-once";
import { findText, unlessMissing } from "../../../is-missing";
import { replaceFile } from "../../../replace-file";

/** What every record has: `<project>:<uuid>`, and whether it is under way. */
interface Identified {
  readonly id: string;
  readonly status: string;
}

/** Records of builds, or of batches of builds. */
export interface RecordFiles<Kept extends Identified> {
  /** Null when there is none of that id. */
  find(id: string): Promise<Kept | null>;
  /** All of a project, in no order; none of what cannot be the name of one. */
  listOf(projectName: string): Promise<readonly Kept[]>;
  projects(): Promise<readonly string[]>;
  /** Keeps the record of what runs. It is seen by `find` at once, and survives the engine from `save` on. */
  put(record: Kept): void;
  /** Resolves once the record as it is now is on disk. One that is no longer IN_PROGRESS leaves memory with that. */
  save(record: Kept): Promise<void>;
}

const PROJECT_NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{1,254}$/;
const ID = /^([A-Za-z0-9][A-Za-z0-9_-]{1,254}):([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/**
 * Keeps each record as the file `<directory>/<project>/<uuid>.json`, and those that run in memory too.
 * @param interrupted what has become of one that was saved as running, but not by this process: the engine ended meanwhile
 */
export function createRecordFiles<Kept extends Identified>(
  directory: string,
  schema: z.ZodType<Kept>,
  interrupted: (record: Kept) => Kept,
): RecordFiles<Kept> {
  const running = new Map<string, Kept>();

  function fileOf(id: string): string | null {
    const [, projectName, uuid] = ID.exec(id) ?? [];
    return projectName === undefined || uuid === undefined ? null : path.join(directory, projectName, `${uuid}.json`);
  }

  async function find(id: string): Promise<Kept | null> {
    const live = running.get(id);
    if (live) return live;
    const file = fileOf(id);
    const text = file === null ? null : await findText(file);
    if (text === null) return null;
    const saved = schema.parse(JSON.parse(text));
    return saved.status === "IN_PROGRESS" ? interrupted(saved) : saved;
  }

  return {
    find,
    async listOf(projectName) {
      if (!PROJECT_NAME.test(projectName)) return [];
      const files = (await unlessMissing(readdir(path.join(directory, projectName)))) ?? [];
      const saved = files.flatMap((file) => /^([0-9a-f-]{36})\.json$/.exec(file)?.[1] ?? []);
      const ids = new Set([
        ...saved.map((uuid) => `${projectName}:${uuid}`),
        ...[...running.keys()].filter((id) => id.startsWith(`${projectName}:`)),
      ]);
      const found = await fewAtOnce([...ids], find);
      return found.filter((record) => record !== null);
    },
    projects: async () => (await unlessMissing(readdir(directory))) ?? [],
    put(record) {
      running.set(record.id, record);
    },
    async save(record) {
      running.set(record.id, record);
      const file = fileOf(record.id);
      if (file === null) throw new Error(`${record.id} is not the id of a build.`);
      await replaceFile(file, JSON.stringify(record));
      if (record.status !== "IN_PROGRESS") running.delete(record.id);
    },
  };
}
