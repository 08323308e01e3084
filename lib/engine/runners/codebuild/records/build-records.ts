import path from "node:path";
import { batchRecord, type BatchRecord } from "./batch-record";
import { buildRecord, type BuildRecord } from "./build-record";
import { createRecordFiles, type RecordFiles } from "./record-files";

/** Where builds are looked up; answers CodeBuild's BatchGetBuilds and its like. */
export interface BuildRecords {
  /** @param buildId `<project>:<uuid>`, as in `externalExecutionId` of the action; null when there is no such build */
  find(buildId: string): Promise<BuildRecord | null>;
  /** @param streamName the uuid of the build, which is also the name of its log stream */
  findByStream(streamName: string): Promise<BuildRecord | null>;
  readonly builds: Pick<RecordFiles<BuildRecord>, "listOf" | "projects">;
  readonly batches: Pick<RecordFiles<BatchRecord>, "find" | "listOf">;
}

/** Where runners keep what becomes of their builds. */
export interface BuildRecordKeeper extends BuildRecords, Pick<RecordFiles<BuildRecord>, "put" | "save"> {
  readonly batches: RecordFiles<BatchRecord>;
}

/** Not a possible name of a project. */
const BATCHES = ".batches";

export function createFileBuildRecords(directory: string): BuildRecordKeeper {
  const builds = createRecordFiles(directory, buildRecord, interrupted);
  return {
    find: builds.find,
    put: builds.put,
    save: builds.save,
    async findByStream(streamName) {
      for (const projectName of await builds.projects()) {
        const found = await builds.find(`${projectName}:${streamName}`);
        if (found) return found;
      }
      return null;
    },
    builds,
    batches: createRecordFiles(path.join(directory, BATCHES), batchRecord, interrupted),
  };
}

/** The engine ended while it ran, and so did the build. */
function interrupted<Kept extends BuildRecord | BatchRecord>(record: Kept): Kept {
  const contexts = [{ statusCode: "INTERNAL_SERVER_ERROR", message: "The engine ended while this build ran" }];
  return {
    ...record,
    status: "FAULT",
    phases: record.phases.map((phase) =>
      phase.status === "IN_PROGRESS" ? { ...phase, status: "FAULT" as const, contexts } : phase,
    ),
  };
}
