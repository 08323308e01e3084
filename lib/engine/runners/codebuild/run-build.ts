import { mkdirSync } from "node:fs";
import path from "node:path";
import { maskSecrets } from "../processes/mask-secrets";
import { minimalEnvironment } from "../processes/minimal-environment";
import { OutputLog } from "../processes/output-log";
import type { OutputPipes } from "../processes/output-pipes";
import type { ActionJob, ActionOutcome, LogWriter, RunnerContext } from "../runner";
import { SpecError } from "../spec-file/parse-spec";
import { BuildLog, describeFailure, type PhaseFailure } from "./build-log";
import type { BuildVariables } from "./build-variables";
import type { ArtifactRule, Buildspec } from "./buildspec";
import { BuildShells } from "./build-shells";
import { codebuildEnvironment, type BuildIdentity } from "./codebuild-environment";
import { prepareSource, type UnpackInput } from "./prepare-source";
import { runPhases, type PhasesResult } from "./run-phases";
import { exportedNames, namesInRules, withValues } from "./shell-values";
import { summarizeReports } from "./test-reports";
import { uploadArtifacts } from "./upload-artifacts";

/** What distinguishes a CodeBuild action from a Commands action; all else is the same. */
export interface BuildPlan {
  readonly identity: BuildIdentity;
  /** The buildspec, and what the log should say about where it came from. @throws SpecError */
  readonly loadSpec: (sourceDirectory: string) => Promise<{ readonly spec: Buildspec; readonly origin: string }>;
  readonly variables: (spec: Buildspec) => Promise<BuildVariables>;
  /** How an output artifact is made; null when the buildspec does not say. */
  readonly ruleFor: (outputName: string, spec: Buildspec) => ArtifactRule | null;
}

export interface BuildMachine {
  readonly pipes: OutputPipes;
  readonly unpackInput: UnpackInput;
}

interface Attempt extends PhasesResult {
  readonly summary?: string;
  readonly outputVariables: Readonly<Record<string, string>>;
}

/** Runs a build to its end, repeating it as its `on-failure: RETRY` asks. */
export async function runBuild(
  job: ActionJob,
  context: RunnerContext,
  machine: BuildMachine,
  plan: BuildPlan,
  log: LogWriter,
): Promise<ActionOutcome> {
  const build = new Build(job, context, machine, plan, log);
  try {
    for (let number = 1; ; number += 1) {
      const attempt = await build.attempt(number);
      const { failure, outputVariables, summary } = attempt;
      const known = { externalExecutionId: plan.identity.buildId, ...(summary !== undefined && { summary }) };
      if (!failure) return { status: "Succeeded", outputVariables, ...known };
      if (number > attempt.retries || context.signal.aborted) {
        return { status: "Failed", errorCode: "JobFailed", message: describeFailure(failure), ...known };
      }
      build.say(`Retrying the build: attempt ${number + 1} of ${attempt.retries + 1}`);
    }
  } finally {
    await log.flush();
  }
}

class Build {
  readonly #job: ActionJob;
  readonly #context: RunnerContext;
  readonly #machine: BuildMachine;
  readonly #plan: BuildPlan;
  readonly #writer: LogWriter;
  #log: BuildLog;

  constructor(job: ActionJob, context: RunnerContext, machine: BuildMachine, plan: BuildPlan, writer: LogWriter) {
    this.#job = job;
    this.#context = context;
    this.#machine = machine;
    this.#plan = plan;
    this.#writer = writer;
    this.#log = new BuildLog(new OutputLog(writer, maskSecrets([])), context.clock);
    this.say("Running on the local engine");
  }

  say(text: string): void {
    this.#log.line(text);
  }

  /** A fresh directory, a fresh shell, all phases. */
  async attempt(number: number): Promise<Attempt> {
    const root = path.join(this.#context.workDirectory, String(number));
    const prepared = await this.#downloadSource(root);
    if (prepared.failure)
      return { failure: prepared.failure, reachedPostBuild: false, retries: 0, outputVariables: {} };
    const { source, spec, variables } = prepared;
    const output = new OutputLog(this.#writer, maskSecrets(variables.secrets));
    this.#log = new BuildLog(output, this.#context.clock);
    const home = path.join(root, "home");
    const temporary = path.join(root, "tmp");
    // Sync, here and for the source: three system calls, where the same through the thread pool costs a process start.
    for (const directory of [home, temporary]) mkdirSync(directory);
    const shells = new BuildShells({
      shell: shellOf(spec),
      directory: source.primary,
      environment: {
        ...minimalEnvironment(home, temporary),
        ...variables.values,
        ...codebuildEnvironment(this.#job, this.#plan.identity, source),
      },
      output,
      pipes: this.#machine.pipes,
      clock: this.#context.clock,
      signal: this.#context.signal,
      token: this.#context.newId(),
      mark: `CODEBUILD_BUILD_ID=${this.#plan.identity.buildId}`,
      stateFile: path.join(root, "shell-state"),
      isShared: spec.version === "0.2",
    });
    try {
      return await this.#runPhasesAndUpload(spec, shells, root, source.primary);
    } finally {
      await Promise.all([shells.close(), this.#writer.flush()]);
    }
  }

  async #downloadSource(root: string) {
    try {
      const source = await prepareSource(this.#job, this.#context, root, this.#machine.unpackInput);
      this.say(`CODEBUILD_SRC_DIR=${source.primary}`);
      const { spec, origin } = await this.#plan.loadSpec(source.primary);
      this.say(origin);
      this.say("Processing environment variables");
      const variables = await this.#plan.variables(spec);
      this.#log.phaseCompleted("DOWNLOAD_SOURCE", null);
      return { source, spec, variables };
    } catch (error) {
      if (!(error instanceof SpecError)) {
        this.say(`Phase complete: DOWNLOAD_SOURCE State: FAILED`);
        this.say(error instanceof Error ? error.message : String(error));
        throw error;
      }
      const failure: PhaseFailure = { phase: "DOWNLOAD_SOURCE", code: "YAML_FILE_ERROR", message: error.message };
      this.#log.phaseCompleted("DOWNLOAD_SOURCE", failure);
      return { failure };
    }
  }

  async #runPhasesAndUpload(spec: Buildspec, shells: BuildShells, root: string, directory: string): Promise<Attempt> {
    const { signal } = this.#context;
    const rules = this.#job.outputArtifacts.map(({ name, location }) => ({
      name,
      location,
      rule: this.#plan.ruleFor(name, spec),
    }));
    const exported = exportedNames(spec, (note) => this.say(note));
    const names = [...exported, ...namesInRules(rules)];
    const result = await runPhases(spec, {
      log: this.#log,
      run: (command, isLast) => shells.run(command, isLast && names.length === 0),
      setSucceeding: (isSucceeding) => shells.export("CODEBUILD_BUILD_SUCCEEDING", isSucceeding ? "1" : "0"),
      isAborted: () => signal.aborted,
    });
    if (signal.aborted) {
      const failure: PhaseFailure = { phase: "BUILD", code: "CLIENT_ERROR", message: "The build was stopped" };
      this.say("The build was stopped");
      return { failure, reachedPostBuild: false, retries: 0, outputVariables: {} };
    }
    if (!result.reachedPostBuild) return { ...result, outputVariables: {} };
    const summary = await summarizeReports(spec, {
      projectName: this.#plan.identity.projectName,
      directory,
      boundary: root,
      note: (text) => this.say(text),
    });
    const values = await shells.readValues(names, path.join(root, "values"));
    const outputs = rules.map((output) => ({ ...output, rule: output.rule && withValues(output.rule, values) }));
    const uploadFailure = await uploadArtifacts(
      { outputs, directory, boundary: root },
      this.#context.artifacts,
      this.#log,
    );
    const outputVariables = Object.fromEntries([...values].filter(([name]) => exported.includes(name)));
    const failure = result.failure ?? uploadFailure;
    return { ...result, failure, outputVariables, ...(summary !== null && { summary }) };
  }
}

/**
 * `sh` of AWS's own Linux image is Bash, and buildspecs rely on it; so Bash runs what does not ask for `/bin/sh` by
 * that name.
 */
function shellOf(spec: Buildspec): string {
  return spec.env?.shell === "/bin/sh" || spec.env?.shell === "sh" ? "/bin/sh" : "bash";
}
