import { mkdir, realpath } from "node:fs/promises";
import path from "node:path";
import { assertNever } from "@/lib/assert-never";
import type { LocalResource } from "../../local-resources";
import { applyPermissions } from "../agent/apply-permissions";
import type { Bundle } from "../agent/bundle";
import { EventList } from "../agent/event-list";
import { EVENT_TIMEOUT_SECONDS } from "../agent/hook";
import { copyFiles } from "../agent/install-files";
import { placeOnTarget, planInstall, relativeToRoot } from "../agent/plan-install";
import { runHook } from "../agent/run-hook";
import type { TargetState } from "../agent/target-state";
import { lastWords } from "../agent/tell-failures";
import { maskSecrets } from "../processes/mask-secrets";
import { minimalEnvironment } from "../processes/minimal-environment";
import { OutputLog } from "../processes/output-log";
import type { OutputPipes } from "../processes/output-pipes";
import type { DeploymentTargetProgress, LogWriter, RunnerContext } from "../runner";
import type { DeployScript, DeploySpec } from "./deploy-spec";

export type Instance = Extract<LocalResource, { type: "instance" }>;

const EVENTS = ["BEFORE_DEPLOY", "DEPLOY", "AFTER_DEPLOY"] as const;
type DeployEvent = (typeof EVENTS)[number];

/** What is the same for every instance of one deployment. */
export interface InstanceWork {
  readonly spec: DeploySpec;
  readonly deploymentId: string;
  readonly bundle: Bundle;
  /** Tells the artifact and what is done with it from others: the same again is skipped. */
  readonly identity: string;
  readonly pipes: OutputPipes;
  readonly log: LogWriter;
  readonly context: RunnerContext;
}

/** One EC2 deployment on one instance: the script before, the files, the script after. */
export class InstanceDeployment {
  readonly instance: Instance;
  readonly state: TargetState;
  readonly #work: InstanceWork;
  readonly #events: EventList;
  readonly #output: OutputLog;
  #lastLine = "";

  constructor(work: InstanceWork, instance: Instance, state: TargetState, onProgress: () => void) {
    this.instance = instance;
    this.state = state;
    this.#work = work;
    this.#events = new EventList(EVENTS, work.context.clock, onProgress);
    const mask = maskSecrets([]);
    this.#output = new OutputLog(work.log, (line) => {
      this.#lastLine = mask(line);
      return `[${instance.name}] ${this.#lastLine}`;
    });
  }

  get progress(): DeploymentTargetProgress {
    return { name: this.instance.name, type: this.instance.instanceType ?? "EC2", ...this.#events.progress };
  }

  get hasArtifactAlready(): boolean {
    const { health, installedBundle } = this.state.value;
    return health === "Healthy" && installedBundle === this.#work.identity;
  }

  skip(reason: string): void {
    this.#output.note(`Skipped: ${reason}`);
    this.#events.skip(reason);
  }

  /** @returns why it failed; null when it did not */
  async run(): Promise<string | null> {
    for (const event of EVENTS) {
      this.#events.begin(event);
      const failure = await this.#attempt(event);
      this.#events.end(event, failure);
      if (failure === null) continue;
      this.#output.note(`${event} failed: ${failure}`);
      this.#events.skip();
      await this.state.save({ health: "Unhealthy" });
      return `${event}: ${failure}`;
    }
    await this.state.save({ health: "Healthy", installedBundle: this.#work.identity });
    return null;
  }

  async #attempt(event: DeployEvent): Promise<string | null> {
    if (this.#work.context.signal.aborted) return "the deployment was stopped";
    this.#output.note(event);
    try {
      return await this.#perform(event);
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  async #perform(event: DeployEvent): Promise<string | null> {
    const { spec } = this.#work;
    switch (event) {
      case "BEFORE_DEPLOY": {
        const revision = await this.#download();
        return this.#runScripts(spec.before, { revision, directory: await this.#workingDirectory(revision) });
      }
      case "DEPLOY":
        await this.#copy();
        return null;
      case "AFTER_DEPLOY": {
        // By now the scripts are on the instance, and find their own files beside them there.
        const directory = await this.#workingDirectory(this.#revisionDirectory);
        return this.#runScripts(spec.after, { revision: directory, directory });
      }
      default:
        return assertNever(event);
    }
  }

  get #revisionDirectory(): string {
    return this.state.revisionDirectory(this.#work.deploymentId);
  }

  /** The unpacked artifact stays on the instance: programs that scripts start may go on using it. */
  async #download(): Promise<string> {
    const { deploymentId, bundle, context } = this.#work;
    await this.state.keepRevision(deploymentId);
    await mkdir(this.#revisionDirectory, { recursive: true });
    await context.artifacts.extract(bundle.location, this.#revisionDirectory);
    return realpath(this.#revisionDirectory);
  }

  async #copy(): Promise<void> {
    const { spec } = this.#work;
    const root = await realpath(this.instance.rootDirectory);
    const directory = await realpath(this.#revisionDirectory);
    const request = { directory, files: spec.files, fileExistsBehavior: "OVERWRITE" } as const;
    const steps = await planInstall(request, root, new Set());
    await copyFiles(steps, root);
    await applyPermissions(spec.permissions, steps, root, (text) => this.#output.note(text));
    this.#output.note(`Copied ${steps.filter(({ kind }) => kind !== "directory").length} file(s)`);
  }

  async #runScripts(
    scripts: readonly DeployScript[],
    place: { readonly revision: string; readonly directory: string },
  ): Promise<string | null> {
    const { context, pipes } = this.#work;
    const mustEndAt = context.clock.now() + EVENT_TIMEOUT_SECONDS * 1000;
    for (const { hook, event } of scripts) {
      this.#output.note(`Script - ${hook.location}`);
      this.#lastLine = "";
      const timeoutMs = Math.min(hook.timeoutMs, Math.max(0, mustEndAt - context.clock.now()));
      const failure = await runHook(
        {
          hook: { ...hook, timeoutMs },
          revisionDirectory: place.revision,
          workingDirectory: place.directory,
          environment: await this.#environment(event),
          pipes,
          outputFile: path.join(this.state.directory, "scripts.log"),
          output: this.#output,
        },
        context,
      );
      if (!failure) continue;
      return `${failure.code}: ${failure.message}${lastWords(this.#lastLine)}`;
    }
    return null;
  }

  /** The target directory, made when it is missing; with a deploy spec the unpacked artifact. */
  async #workingDirectory(revision: string): Promise<string> {
    const { spec } = this.#work;
    if (spec.workingDirectory === undefined) return realpath(revision);
    const root = await realpath(this.instance.rootDirectory);
    const directory = await placeOnTarget(root, relativeToRoot(spec.workingDirectory));
    await mkdir(directory, { recursive: true });
    return realpath(directory);
  }

  /** Home and temporary directory outlive the action, because what scripts start does. */
  async #environment(event: string): Promise<Record<string, string>> {
    const home = this.state.homeDirectory;
    const temporary = path.join(this.state.directory, "tmp");
    await Promise.all([mkdir(home, { recursive: true }), mkdir(temporary, { recursive: true })]);
    return {
      ...minimalEnvironment(home, temporary),
      LIFECYCLE_EVENT: event,
      PENSTOCK_TARGET_NAME: this.instance.name,
      PENSTOCK_TARGET_ROOT: this.instance.rootDirectory.replace(/\/+$/, ""),
    };
  }
}
