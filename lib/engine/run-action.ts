import { mkdirSync, mkdtempSync } from "node:fs";
import path from "node:path";
import type { Clock } from "@/lib/clock";
import { ArtifactSizes, type ArtifactQuotas } from "./artifact-sizes";
import type { ArtifactStore } from "./artifacts/artifact-store";
import type { RunAction } from "./engine";
import type { Ids } from "./ids";
import type { LocalResources } from "./local-resources";
import { DEFAULT_QUOTAS } from "./quotas";
import { openOnceBegun } from "./logs/open-once-begun";
import { removeDirectory } from "./remove-directory";
import type { ActionJob, LogWriter, Runner, RunnerContext } from "./runners/runner";
import { startsEarly } from "./runners/starts-early";
import { createTaskQueue } from "./task-queue";

interface RunActionOptions {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly artifacts: ArtifactStore;
  readonly resources: LocalResources;
  /** Attempts get their directories below it. */
  readonly workRoot: string;
  findRunner(job: ActionJob): Runner;
  openLog(group: string, stream: string): LogWriter;
  /** Unset: those of the service. */
  readonly quotas?: ArtifactQuotas;
}

/** Runs each attempt with the runner of its action type, and removes the directory it was given. */
export function createRunAction(options: RunActionOptions): RunAction {
  const { clock, ids, artifacts, resources, workRoot, findRunner } = options;
  const sizes = new ArtifactSizes(artifacts, options.quotas ?? DEFAULT_QUOTAS);
  const removals = createTaskQueue();
  let hasRoot = false;

  function makeWorkDirectory(): string {
    if (!hasRoot) mkdirSync(workRoot, { recursive: true });
    hasRoot = true;
    return mkdtempSync(path.join(workRoot, "action-"));
  }

  /** Not waited for, and one at a time so that running actions keep the disk. What a crash leaves goes at the next start. */
  function remove(directory: string): void {
    removals
      .run(() => removeDirectory(directory))
      .catch((error: unknown) => {
        process.stderr.write(`${directory} could not be removed: ${String(error)}\n`);
      });
  }

  return async (job, { signal, begun, report }) => {
    let made: string | null = null;
    const workDirectory = (): string => (made ??= makeWorkDirectory());
    try {
      const newId = () => ids.next();
      const openLog: RunnerContext["openLog"] = (group, stream) =>
        startsEarly(job) ? openOnceBegun(begun, () => options.openLog(group, stream)) : options.openLog(group, stream);
      const context = { clock, signal, begun, artifacts, resources, workDirectory, openLog, report, newId };
      const tooLarge = await sizes.checkInputs(job);
      if (tooLarge) return tooLarge;
      const outcome = await findRunner(job).run(job, context);
      return (outcome.status === "Succeeded" && (await sizes.checkOutputs(job))) || outcome;
    } finally {
      if (made !== null) remove(made);
    }
  };
}
