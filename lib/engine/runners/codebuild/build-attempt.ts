import path from "node:path";
import { maskSecrets, SecretStream } from "../processes/mask-secrets";
import { minimalEnvironment } from "../processes/minimal-environment";
import { OutputLog } from "../processes/output-log";
import { findRunAs, handOver } from "../processes/run-as";
import type { ActionJob, LogWriter, RunnerContext } from "../runner";
import { SpecError } from "../spec-file/parse-spec";
import type { BuildDirectory } from "./build-directories";
import { BuildLog, type PhaseFailure } from "./build-log";
import type { BuildMachine, BuildPlan } from "./build-plan";
import { BuildShells } from "./build-shells";
import type { BuildVariables } from "./build-variables";
import type { Buildspec } from "./buildspec";
import { codebuildEnvironment, type SourceDirectories } from "./codebuild-environment";
import { prepareSource } from "./prepare-source";
import { processReports } from "./reports/process-reports";
import type { Report } from "./reports/report";
import { runPhases } from "./run-phases";
import { SecretError } from "./secrets";
import { expandValues, exportedNames, namesInRules, withValues } from "./shell-values";
import { uploadArtifacts } from "./upload-artifacts";

export interface AttemptResult {
  readonly failure: PhaseFailure | null;
  /** How often the failed phase wants the whole build repeated. */
  readonly retries: number;
  readonly outputVariables: Readonly<Record<string, string>>;
  readonly reports: readonly Report[];
}

export interface Build {
  readonly job: ActionJob;
  readonly context: RunnerContext;
  readonly machine: BuildMachine;
  readonly plan: BuildPlan;
  /** The log of the build. */
  readonly writer: LogWriter;
}

export interface AttemptOptions extends Build {
  /** Why the build has to end in that phase; null while it may go on. */
  readonly interruption: (phase: PhaseFailure["phase"]) => PhaseFailure | null;
}

/** One pass through all phases of a build: an empty directory, a fresh shell. */
export async function runAttempt(options: AttemptOptions): Promise<AttemptResult> {
  const { directories } = options.machine;
  const directory = directories.take();
  const swept: Promise<void>[] = [];
  try {
    return await runIn(directory, options, (whenSwept) => swept.push(whenSwept));
  } finally {
    directories.giveBack(
      directory,
      Promise.all(swept).then(() => undefined),
    );
  }
}

/** @param onClosed hears when nothing of the build's processes will be left, once its shells are closed */
async function runIn(
  directory: BuildDirectory,
  options: AttemptOptions,
  onClosed: (swept: Promise<void>) => void,
): Promise<AttemptResult> {
  const { context, plan, writer } = options;
  const opening = new BuildLog(new OutputLog(writer, maskSecrets([])), context.clock, plan.observer);
  const prepared = await downloadSource(options, opening);
  if (prepared.failure) return ended(prepared.failure);
  const { source, spec, variables } = prepared;
  const { secrets } = variables;
  const output = new OutputLog(writer, maskSecrets(secrets), { secrets: new SecretStream(secrets) });
  const log = new BuildLog(output, context.clock, plan.observer);
  for (const note of variables.notes) log.line(note);
  const environment = makeEnvironment(options, directory, { source, variables });
  const shells = openShells(options, { directory, spec, environment, output });
  try {
    if (plan.isEarly) await shells.prepare();
    await context.begun;
    return await new Attempt(options, { directory, spec, shells, log, secrets, environment }).run();
  } finally {
    // Together: the shell's end and the disk are both waited for, and what a dying shell still says is flushed later.
    await Promise.all([shells.close(), writer.flush()]);
    onClosed(shells.swept);
  }

  async function downloadSource({ job, machine }: AttemptOptions, log: BuildLog) {
    plan.observer.phaseEntered("DOWNLOAD_SOURCE");
    try {
      const note = (text: string): void => log.line(text);
      const source = await prepareSource({ job, context, unpackInput: machine.unpackInput, note }, directory);
      log.line(`CODEBUILD_SRC_DIR=${source.primary}`);
      const { spec, origin } = await plan.loadSpec(source.primary);
      log.line(origin);
      log.line("Processing environment variables");
      const variables = await plan.variables(spec);
      log.phaseCompleted("DOWNLOAD_SOURCE", null);
      return { failure: null, source, spec, variables };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const code = codeOf(error);
      const failure: PhaseFailure = { phase: "DOWNLOAD_SOURCE", code: code ?? "CLIENT_ERROR", message };
      log.phaseCompleted("DOWNLOAD_SOURCE", failure);
      if (code !== null) return { failure };
      throw error;
    }
  }
}

/** Null for what is not the build's own doing. */
function codeOf(error: unknown): PhaseFailure["code"] | null {
  if (error instanceof SpecError) return "YAML_FILE_ERROR";
  return error instanceof SecretError ? error.statusCode : null;
}

interface Inputs {
  readonly source: SourceDirectories;
  readonly variables: BuildVariables;
}

function makeEnvironment(
  { job, plan }: AttemptOptions,
  { home, temporary }: BuildDirectory,
  { source, variables }: Inputs,
): Readonly<Record<string, string>> {
  const { region, build } = codebuildEnvironment(job, plan.identity, source);
  const base = minimalEnvironment(home, temporary);
  const { shard } = plan.identity;
  if (shard) base["PATH"] = [shard.tools, base["PATH"]].join(path.delimiter);
  return { ...base, ...region, ...variables.values, ...build };
}

interface Prepared {
  readonly directory: BuildDirectory;
  readonly spec: Buildspec;
  readonly environment: Readonly<Record<string, string>>;
  readonly output: OutputLog;
}

function openShells(options: AttemptOptions, { directory, spec, environment, output }: Prepared): BuildShells {
  const { context, machine, plan } = options;
  const { root, source } = directory;
  return new BuildShells({
    shell: shellOf(spec),
    directory: source,
    environment,
    output,
    shells: machine.shells,
    sweep: machine.sweep,
    clock: context.clock,
    signal: plan.signal,
    newToken: context.newId,
    marks: { variable: `CODEBUILD_SRC_DIR=${source}`, directory: root },
    stateFile: path.join(root, "shell-state"),
    isShared: spec.version === "0.2",
  });
}

interface PreparedAttempt {
  readonly directory: BuildDirectory;
  readonly spec: Buildspec;
  readonly shells: BuildShells;
  readonly log: BuildLog;
  readonly secrets: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

class Attempt {
  readonly #options: AttemptOptions;
  /** Without secrets, which a key would show. */
  readonly #environment: Readonly<Record<string, string>>;
  readonly #directory: BuildDirectory;
  readonly #spec: Buildspec;
  readonly #shells: BuildShells;
  readonly #log: BuildLog;
  readonly #mask: (text: string) => string;

  constructor(options: AttemptOptions, { directory, spec, shells, log, secrets, environment }: PreparedAttempt) {
    this.#environment = Object.fromEntries(Object.entries(environment).filter(([, value]) => !secrets.includes(value)));
    this.#options = options;
    this.#directory = directory;
    this.#spec = spec;
    this.#shells = shells;
    this.#log = log;
    this.#mask = maskSecrets(secrets);
  }

  async run(): Promise<AttemptResult> {
    const { plan, context, interruption } = this.#options;
    const { root, source: directory } = this.#directory;
    const outputs = plan.outputsOf(this.#spec);
    const exported = exportedNames(this.#spec, (note) => this.#log.line(note));
    const names = [...exported, ...namesInRules(outputs, this.#spec)];
    const { cache, caching } = this.#caching();
    await cache?.restore(caching);
    const result = await runPhases(this.#spec, {
      log: this.#log,
      runAs: (userName) => this.#runAs(userName),
      run: (command, isLast) => this.#shells.run(command, isLast && names.length === 0),
      setSucceeding: (isSucceeding) => this.#shells.export("CODEBUILD_BUILD_SUCCEEDING", isSucceeding ? "1" : "0"),
      interruption,
    });
    if (!result.reachedPostBuild) return { ...ended(this.#masked(result.failure)), retries: result.retries };
    const values = await this.#shells.readValues(names, path.join(root, "values"));
    const reports = await processReports(this.#spec, {
      projectName: plan.identity.projectName,
      directory,
      boundary: root,
      now: context.clock.now(),
      note: (text) => this.#log.line(text),
      mask: this.#mask,
      expand: (name) => expandValues(name, values),
    });
    const uploadFailure = await uploadArtifacts(
      {
        outputs: outputs.map((output) => ({ ...output, rule: output.rule && withValues(output.rule, values) })),
        directory,
        boundary: root,
      },
      this.#log,
    );
    const failure = this.#masked(result.failure ?? uploadFailure);
    if (!failure) await cache?.save(caching);
    return { failure, retries: 0, outputVariables: this.#exportable(exported, values), reports };
  }

  /** What the buildspec wants kept for the next build, where the project keeps anything. */
  #caching() {
    const { plan } = this.#options;
    const { root } = this.#directory;
    const rule = this.#spec.cache ?? {};
    const cache = rule.paths?.length ? plan.cache : null;
    const { projectName } = plan.identity;
    const note = (text: string): void => this.#log.line(text);
    return { cache, caching: { projectName, rule, root, environment: this.#environment, note } };
  }

  async #runAs(userName: string | undefined): Promise<void> {
    const { root } = this.#directory;
    const found = userName === undefined ? null : await findRunAs(userName, root);
    if (found && !found.isApplied) {
      this.#log.line(`run-as ${userName} is not applied: ${found.reason}. Commands run as the engine's own user`);
    }
    const user = found?.isApplied ? found.user : null;
    if (user) await handOver(root, user);
    await this.#shells.runAs(user);
  }

  /** What is exported is kept with the execution and shown, so a secret is not among it. */
  #exportable(names: readonly string[], values: ReadonlyMap<string, string>): Record<string, string> {
    const found = names.flatMap((name) => {
      const value = values.get(name);
      return value === undefined ? [] : [[name, value] as const];
    });
    return Object.fromEntries(
      found.filter(([name, value]) => {
        const isOpen = this.#mask(value) === value;
        if (!isOpen) this.#log.line(`${name} is not exported: its value holds a secret`);
        return isOpen;
      }),
    );
  }

  #masked(failure: PhaseFailure | null): PhaseFailure | null {
    return failure && { ...failure, message: this.#mask(failure.message) };
  }
}

function ended(failure: PhaseFailure | null): AttemptResult {
  return { failure, retries: 0, outputVariables: {}, reports: [] };
}

/**
 * `sh` of AWS's own Linux image is Bash, and buildspecs rely on it; so Bash runs what does not ask for `/bin/sh` by
 * that name.
 */
function shellOf(spec: Buildspec): string {
  return spec.env?.shell === "/bin/sh" || spec.env?.shell === "sh" ? "/bin/sh" : "bash";
}
