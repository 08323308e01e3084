import { availableParallelism } from "node:os";
import path from "node:path";
import { maskSecrets } from "../../processes/mask-secrets";
import { OutputLog } from "../../processes/output-log";
import type { ActionJob, ActionOutcome, LogWriter } from "../../runner";
import { SpecError } from "../../spec-file/parse-spec";
import { holdDirectories, type HeldDirectories } from "../build-directories";
import { BuildLog, statusOfFailure, type PhaseFailure } from "../build-log";
import { artifactKeyArn, codebuildArn, sourceVersionOf } from "../codebuild-environment";
import { loadBuildspec } from "../load-buildspec";
import { prepareSource } from "../prepare-source";
import type { BuildProject } from "../project";
import { BatchRecorder } from "../records/batch-recorder";
import { NO_PHASE_OBSERVER } from "../records/build-recorder";
import type { BuildResult } from "../run-build";
import { logGroupOf, runProjectBuild, type ProjectAction } from "../run-project-build";
import { summaryOfReports } from "../reports/summarize-reports";
import { type Batch, notesOnBatch, parseBatchSpec } from "./batch-spec";
import { batchOutputs, type BatchOutputs } from "./batch-outputs";
import { expandBatch, type BatchEntry } from "./expand-batch";
import { scheduleBuilds } from "./schedule-builds";
import { writeShardTools } from "./shard-tools";

/** On a small machine two builds still run side by side, because most of them wait for something. */
const LEAST_PARALLELISM = 2;

export interface BatchRun {
  readonly project: BuildProject;
  /** The uuid in the batch's id, and the name of its log stream. */
  readonly stream: string;
  readonly log: LogWriter;
}

/** Runs a batch build: the builds that the `batch` of the buildspec declares, each with its own log and record. */
export async function runBatch(action: ProjectAction, run: BatchRun): Promise<ActionOutcome> {
  const { context } = action;
  const log = new BuildLog(new OutputLog(run.log, maskSecrets([])), context.clock, NO_PHASE_OBSERVER);
  const recorder = openRecord(action, run);
  log.line("Running a batch of builds on the local engine");
  try {
    recorder.enter("DOWNLOAD_BATCHSPEC");
    const plan = await planBatch(action, run);
    for (const note of notesOnBatch(plan.batch)) log.line(note);
    recorder.planned(plan.entries);
    recorder.enter("IN_PROGRESS");
    const outcome = await new BatchBuild(action, run, { log, plan, recorder }).run();
    if (outcome.status === "Succeeded") await recorder.end("SUCCEEDED");
    else await recorder.end(context.signal.aborted ? "STOPPED" : "FAILED", outcome.message);
    return outcome;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    log.line(reason);
    // What failed is told; that its record could not be ended besides is not.
    await recorder.end("FAILED", reason).catch(() => undefined);
    if (!(error instanceof SpecError)) throw error;
    const message = `Build terminated with state: FAILED. Phase: DOWNLOAD_BATCHSPEC, Code: YAML_FILE_ERROR, Message: ${error.message}`;
    return { status: "Failed", errorCode: "JobFailed", externalExecutionId: batchIdOf(run), message };
  } finally {
    await run.log.flush();
  }
}

function openRecord({ job, context, options }: ProjectAction, run: BatchRun): BatchRecorder {
  const { pipelineName, resolvedSourceVersion } = job;
  const sourceVersion = sourceVersionOf(job);
  return new BatchRecorder(options.records.batches, context.clock, {
    id: batchIdOf(run),
    arn: batchArnOf(job, run),
    projectName: run.project.name,
    initiator: `codepipeline/${pipelineName}`,
    ...(sourceVersion !== undefined && { sourceVersion }),
    ...(resolvedSourceVersion !== undefined && { resolvedSourceVersion }),
    buildspec: run.project.buildspec,
    encryptionKey: artifactKeyArn(job),
  });
}

interface BatchPlan {
  readonly batch: Batch;
  readonly entries: readonly BatchEntry[];
}

async function planBatch({ job, context, options }: ProjectAction, { project }: BatchRun): Promise<BatchPlan> {
  const directory = options.directories.take();
  try {
    // Each build of the batch tells what its own source is without.
    const note = (): void => undefined;
    const { primary } = await prepareSource({ job, context, unpackInput: options.unpackInput, note }, directory);
    const place = {
      buildspec: project.buildspec,
      directory: primary,
      projectName: project.name,
      buckets: options.buckets,
    };
    const { text, fileName } = await loadBuildspec(place);
    const batch = parseBatchSpec(text, fileName);
    return { batch, entries: expandBatch(batch, fileName) };
  } finally {
    options.directories.giveBack(directory, Promise.resolve());
  }
}

function batchIdOf({ project, stream }: BatchRun): string {
  return `${project.name}:${stream}`;
}

function batchArnOf(job: ActionJob, run: BatchRun): string {
  return codebuildArn(job, `build-batch/${batchIdOf(run)}`);
}

interface BatchMeans {
  readonly log: BuildLog;
  readonly plan: BatchPlan;
  readonly recorder: BatchRecorder;
}

class BatchBuild {
  readonly #action: ProjectAction;
  readonly #run: BatchRun;
  readonly #log: BuildLog;
  readonly #plan: BatchPlan;
  readonly #recorder: BatchRecorder;
  readonly #outputs: BatchOutputs;
  /** Null where nothing is needed of a build that has ended. */
  readonly #directories: HeldDirectories | null;
  readonly #results = new Map<string, BuildResult>();
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;

  constructor({ job, context, options }: ProjectAction, run: BatchRun, { log, plan, recorder }: BatchMeans) {
    this.#run = run;
    this.#log = log;
    this.#plan = plan;
    this.#recorder = recorder;
    this.#outputs = batchOutputs(job, context, plan.entries);
    this.#directories = this.#outputs.needsFiles ? holdDirectories(options.directories) : null;
    const held = this.#directories ? { ...options, directories: this.#directories } : options;
    this.#action = { job, context, options: held };
    this.#signal = AbortSignal.any([context.signal, this.#stop.signal]);
  }

  async run(): Promise<ActionOutcome> {
    try {
      return await this.#runAll();
    } finally {
      this.#directories?.release();
    }
  }

  async #runAll(): Promise<ActionOutcome> {
    const { batch, entries } = this.#plan;
    const { concurrentBuildLimit = Number.POSITIVE_INFINITY } = this.#run.project;
    const ends = await scheduleBuilds({
      entries,
      parallelism: Math.min(Math.max(LEAST_PARALLELISM, availableParallelism()), concurrentBuildLimit),
      failsFast: batch["fast-fail"] ?? false,
      isStopped: () => this.#signal.aborted,
      stop: () => this.#stop.abort(),
      run: (entry) => this.#runEntry(entry),
    });
    for (const [identifier, end] of ends) if (end === "SKIPPED") this.#log.line(`Build ${identifier} was not run`);
    const failed = entries.filter((entry) => ends.get(entry.identifier) !== "SUCCEEDED" && !entry.ignoresFailure);
    if (failed.length === 0) {
      if (this.#outputs.needsFiles) this.#recorder.enter("COMBINE_ARTIFACTS");
      for (const note of await this.#outputs.finish()) this.#log.line(note);
    }
    const state = failed.length === 0 ? "SUCCEEDED" : "FAILED";
    this.#log.line(`Batch complete: ${state}`);
    return this.#outcome(failed);
  }

  async #runEntry(entry: BatchEntry): Promise<boolean> {
    const { identifier } = entry;
    const { job, context } = this.#action;
    const stream = context.newId();
    const { project } = this.#run;
    this.#log.line(`Build ${identifier} has started: ${project.name}:${stream}`);
    this.#recorder.begun(identifier, `${project.name}:${stream}`);
    try {
      const result = await runProjectBuild(this.#action, {
        project: {
          ...project,
          buildspec: entry.buildspec ?? project.buildspec,
          image: entry.image ?? project.image,
        },
        stream,
        log: context.openLog(logGroupOf(project), stream),
        signal: this.#signal,
        variables: entry.variables,
        outputsOf: (spec) => this.#outputs.outputsOf(entry, spec),
        batch: { arn: batchArnOf(job, this.#run), identifier },
        ...(entry.shard && { shard: { ...entry.shard, tools: await this.#writeTools(identifier) } }),
      });
      this.#results.set(identifier, result);
      const { failure } = result;
      this.#log.line(`Build ${identifier} has ended: ${failure ? this.#inWords(failure) : "SUCCEEDED"}`);
      return failure === null;
    } catch (error) {
      // Of this build alone: the others go on, and the batch tells of it.
      const message = error instanceof Error ? error.message : String(error);
      const failure: PhaseFailure = { phase: "PROVISIONING", code: "CLIENT_ERROR", message };
      this.#results.set(identifier, { failure, outputVariables: {}, reports: [] });
      this.#log.line(`Build ${identifier} has ended: ${this.#inWords(failure)}`);
      return false;
    }
  }

  #writeTools(identifier: string): Promise<string> {
    return writeShardTools(path.join(this.#action.context.workDirectory(), identifier));
  }

  #outcome(failed: readonly BatchEntry[]): ActionOutcome {
    const results = this.#plan.entries.flatMap(({ identifier }) => this.#results.get(identifier) ?? []);
    const summary = summaryOfReports(results.flatMap(({ reports }) => reports));
    const known = { externalExecutionId: batchIdOf(this.#run), ...(summary !== null && { summary }) };
    if (failed.length === 0) {
      return {
        status: "Succeeded",
        outputVariables: Object.assign({}, ...results.map((r) => r.outputVariables)),
        ...known,
      };
    }
    const reasons = failed.flatMap(({ identifier }) => {
      const failure = this.#results.get(identifier)?.failure;
      return failure ? [`${identifier}: ${this.#inWords(failure)}`] : [];
    });
    const message = `Batch build failed: ${reasons.join("; ") || "it was stopped"}`;
    return { status: "Failed", errorCode: "JobFailed", message, ...known };
  }

  #inWords(failure: PhaseFailure): string {
    return `${statusOfFailure(failure)}. Phase: ${failure.phase}, Code: ${failure.code}, Message: ${failure.message}`;
  }
}
