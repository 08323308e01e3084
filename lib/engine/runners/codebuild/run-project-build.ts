import type { ArchiveEntry } from "../../artifacts/artifact-store";
import type { ActionJob, LogWriter, RunnerContext } from "../runner";
import type { LocalBuckets } from "../s3/local-buckets";
import { statusOfFailure } from "./build-log";
import type { BuildNumbers } from "./build-numbers";
import type { BuildMachine, BuildOutput } from "./build-plan";
import {
  lastOfEachName,
  parseVariableList,
  resolveVariables,
  variablesOfBuildspec,
  type VariableDeclaration,
} from "./build-variables";
import { notesOnSpec, parseBuildspec, type Buildspec } from "./buildspec";
import { artifactKeyArn, codebuildArn, sourceVersionOf, type BuildIdentity, type Shard } from "./codebuild-environment";
import { loadBuildspec } from "./load-buildspec";
import type { BuildCache } from "./cache/build-cache";
import type { BuildProject } from "./project";
import type { BuildArtifact } from "./records/build-record";
import { BuildRecorder } from "./records/build-recorder";
import type { BuildRecordKeeper } from "./records/build-records";
import { runBuild, type BuildResult } from "./run-build";
import type { SecretSource } from "./secrets";

const MINUTE_MS = 60_000;

export interface CodeBuildOptions extends BuildMachine {
  readonly secrets: SecretSource;
  readonly buildNumbers: BuildNumbers;
  readonly records: BuildRecordKeeper;
  readonly cache: BuildCache;
  readonly buckets: LocalBuckets;
  /** The page that shows an execution. */
  readonly executionUrl?: ((job: ActionJob) => string) | undefined;
}

/** What the builds of one action have in common. */
export interface ProjectAction {
  readonly job: ActionJob;
  readonly context: RunnerContext;
  readonly options: CodeBuildOptions;
}

/** One build of a project, alone or of a batch. */
export interface ProjectBuild {
  readonly project: BuildProject;
  /** The uuid in the build's id, and the name of its log stream. */
  readonly stream: string;
  readonly log: LogWriter;
  readonly signal: AbortSignal;
  /** Of the entry of a batch; they win over all others. */
  readonly variables?: readonly VariableDeclaration[];
  readonly outputsOf: (spec: Buildspec) => readonly ProjectOutput[];
  readonly batch?: { readonly arn: string; readonly identifier: string };
  /** Of a fan-out. */
  readonly shard?: Shard;
}

export interface ProjectOutput extends Omit<BuildOutput, "put"> {
  /** `arn:aws:s3:::<bucket>/<key>` */
  readonly location: string;
  /** @param producer metadata that names the build */
  put(entries: readonly ArchiveEntry[], producer: Readonly<Record<string, string>>): Promise<void>;
}

/** Runs one build of a project and keeps its record. */
export async function runProjectBuild(action: ProjectAction, build: ProjectBuild): Promise<BuildResult> {
  const { job, context, options } = action;
  const { project, log, signal } = build;
  const overrides = [...parseVariableList(job.configuration["EnvironmentVariables"]), ...(build.variables ?? [])];
  const declared = lastOfEachName([...project.environmentVariables, ...overrides]);
  const identity = await identityOf(action, build);
  const recorder = openRecord(action, { build, identity, declared });
  const artifacts: BuildArtifact[] = [];
  const keep = (output: ProjectOutput): BuildOutput => ({
    ...output,
    async put(entries) {
      await output.put(entries, { "codebuild-buildarn": recorder.record.arn });
      artifacts.push({ identifier: output.name, location: output.location });
    },
  });
  const plan = {
    identity,
    isEarly: false,
    signal,
    observer: recorder,
    cache: project.hasCache ? options.cache : null,
    timeoutMs: project.timeoutMs,
    async loadSpec(sourceDirectory: string) {
      const { buildspec, name } = project;
      const place = { buildspec, directory: sourceDirectory, projectName: name, buckets: options.buckets };
      const { text, fileName, origin } = await loadBuildspec(place);
      return { spec: parseBuildspec(text, fileName), origin };
    },
    async variables(spec: Buildspec) {
      const found = await resolveVariables([...variablesOfBuildspec(spec), ...declared], options.secrets);
      return { ...found, notes: [...found.notes, ...notesOnSpec(spec)] };
    },
    outputsOf: (spec: Buildspec) => build.outputsOf(spec).map(keep),
  };
  try {
    const result = await runBuild({ job, context, machine: options, plan, writer: log });
    const exportedVariables = Object.entries(result.outputVariables).map(([name, value]) => ({ name, value }));
    recorder.update({ artifacts, exportedVariables, reports: [...result.reports] });
    await recorder.end(result.failure ? statusOfFailure(result.failure) : "SUCCEEDED");
    return result;
  } catch (error) {
    // What failed is told; that its record could not be ended besides is not.
    await recorder.end("FAULT").catch(() => undefined);
    throw error;
  }
}

async function identityOf(
  { job, context, options }: ProjectAction,
  { project, stream, batch, shard }: ProjectBuild,
): Promise<BuildIdentity> {
  return {
    projectName: project.name,
    buildId: `${project.name}:${stream}`,
    buildNumber: await options.buildNumbers.next(project.name),
    logStream: stream,
    startedAt: context.clock.now(),
    buildUrl: options.executionUrl?.(job),
    image: project.image,
    batchIdentifier: batch?.identifier,
    shard,
  };
}

interface RecordedBuild {
  readonly build: ProjectBuild;
  readonly identity: BuildIdentity;
  readonly declared: readonly VariableDeclaration[];
}

function openRecord(
  { job, context, options }: ProjectAction,
  { build: { project, batch }, identity, declared }: RecordedBuild,
): BuildRecorder {
  const { pipelineName, pipelineExecutionId, actionExecutionId, resolvedSourceVersion } = job;
  const sourceVersion = sourceVersionOf(job);
  return new BuildRecorder(options.records, context.clock, {
    id: identity.buildId,
    arn: codebuildArn(job, `build/${identity.buildId}`),
    buildNumber: identity.buildNumber,
    projectName: project.name,
    startedAt: identity.startedAt,
    initiator: `codepipeline/${pipelineName}`,
    pipeline: { pipelineName, pipelineExecutionId, actionExecutionId },
    ...(sourceVersion !== undefined && { sourceVersion }),
    ...(resolvedSourceVersion !== undefined && { resolvedSourceVersion }),
    buildspec: project.buildspec,
    artifacts: [],
    environment: {
      image: project.image,
      variables: declared.map(({ name, value, type = "PLAINTEXT" }) => ({ name, value, type })),
    },
    logs: { groupName: logGroupOf(project), streamName: identity.logStream },
    timeoutInMinutes: Math.ceil((project.timeoutMs ?? job.timeoutMs) / MINUTE_MS),
    hasCache: project.hasCache,
    encryptionKey: artifactKeyArn(job),
    reports: [],
    exportedVariables: [],
    ...(batch && { batch }),
  });
}

export function logGroupOf({ name }: BuildProject): string {
  return `/aws/codebuild/${name}`;
}
