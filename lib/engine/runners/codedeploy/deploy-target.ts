import { mkdir, realpath } from "node:fs/promises";
import path from "node:path";
import type { DeploymentTarget } from "../../local-resources";
import { maskSecrets } from "../processes/mask-secrets";
import { minimalEnvironment } from "../processes/minimal-environment";
import { OutputLog } from "../processes/output-log";
import type { OutputPipes } from "../processes/output-pipes";
import type { ActionJob, DeploymentTargetProgress, LifecycleEventStatus, LogWriter, RunnerContext } from "../runner";
import { hooksOf, LIFECYCLE_EVENTS, type LifecycleEvent } from "./appspec";
import { applyPermissions } from "./apply-permissions";
import { installFiles } from "./install-files";
import { planInstall } from "./plan-install";
import { readRevision, type Revision } from "./read-revision";
import { runHook } from "./run-hook";
import type { TargetState } from "./target-state";

export interface Deployment {
  readonly deploymentId: string;
  readonly applicationName: string;
  readonly groupName: string;
  readonly input: ActionJob["inputArtifacts"][number];
  readonly pipes: OutputPipes;
}

/** Why a target failed; null when it did not. */
export type TargetFailure = string | null;

/** One deployment on one target: the lifecycle events in order, until one fails. */
export class TargetDeployment {
  readonly #deployment: Deployment;
  readonly #target: DeploymentTarget;
  readonly #state: TargetState;
  readonly #context: RunnerContext;
  readonly #output: OutputLog;
  readonly #onProgress: () => void;
  readonly #events = new Map<LifecycleEvent, { status: LifecycleEventStatus; startedAt?: number; endedAt?: number }>(
    LIFECYCLE_EVENTS.map((event) => [event, { status: "Pending" }]),
  );
  #lastLine = "";

  constructor(
    deployment: Deployment,
    target: DeploymentTarget,
    state: TargetState,
    context: RunnerContext,
    log: LogWriter,
    onProgress: () => void,
  ) {
    this.#deployment = deployment;
    this.#target = target;
    this.#state = state;
    this.#context = context;
    this.#onProgress = onProgress;
    const mask = maskSecrets([]);
    this.#output = new OutputLog(log, (line) => {
      this.#lastLine = mask(line);
      return `[${target.name}] ${this.#lastLine}`;
    });
  }

  get progress(): DeploymentTargetProgress {
    const events = [...this.#events].map(([name, event]) => ({ name, ...event }));
    return { name: this.#target.name, status: overallStatus(events), events };
  }

  /** The deployment has stopped before it reached this target. */
  skip(): void {
    for (const event of this.#events.values()) if (event.status === "Pending") event.status = "Skipped";
    this.#onProgress();
  }

  async run(): Promise<TargetFailure> {
    for (const event of LIFECYCLE_EVENTS) {
      this.#mark(event, "InProgress");
      const failure = await this.#attempt(event);
      this.#mark(event, failure === null ? "Succeeded" : "Failed");
      if (failure === null) continue;
      this.#output.note(`LifecycleEvent - ${event} failed: ${failure}`);
      this.skip();
      return `${event}: ${failure}`;
    }
    await this.#state.save({ lastSuccessful: this.#deployment.deploymentId });
    return null;
  }

  async #attempt(event: LifecycleEvent): Promise<TargetFailure> {
    if (this.#context.signal.aborted) return "the deployment was stopped";
    this.#output.note(`LifecycleEvent - ${event}`);
    try {
      return await this.#perform(event);
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  async #perform(event: LifecycleEvent): Promise<TargetFailure> {
    switch (event) {
      case "ApplicationStop":
        return this.#stopPrevious();
      case "DownloadBundle":
        await this.#downloadBundle();
        return null;
      case "Install":
        await this.#install();
        return null;
      default:
        return this.#runHooks(event, await this.#revision());
    }
  }

  /** The scripts of the revision that runs, not of the one that comes: only they know how it was started. */
  async #stopPrevious(): Promise<TargetFailure> {
    const { lastSuccessful } = this.#state.value;
    if (lastSuccessful === null) {
      this.#output.note("No revision was deployed here before: there is nothing to stop");
      return null;
    }
    const previous = await this.#findPrevious(lastSuccessful);
    return previous === null ? null : this.#runHooks("ApplicationStop", previous);
  }

  /** Without its revision nothing can be stopped; that must not keep every later deployment from happening. */
  async #findPrevious(deploymentId: string): Promise<Revision | null> {
    try {
      return await readRevision(this.#state.revisionDirectory(deploymentId), deploymentId);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#output.note(
        `ApplicationStop of deployment ${deploymentId} is skipped, its revision cannot be read: ${reason}`,
      );
      return null;
    }
  }

  async #downloadBundle(): Promise<void> {
    const { deploymentId, input } = this.#deployment;
    const directory = this.#state.revisionDirectory(deploymentId);
    await this.#state.keepRevision(deploymentId);
    await mkdir(directory, { recursive: true });
    await this.#context.artifacts.extract(input.location, directory);
  }

  async #install(): Promise<void> {
    const root = await realpath(this.#target.rootDirectory);
    const revision = await this.#revision();
    const steps = await planInstall(revision, root, new Set(this.#state.value.installedFiles));
    await installFiles(steps, root, this.#state);
    await applyPermissions(revision.appspec.permissions ?? [], steps, root, (text) => this.#output.note(text));
    const retained = steps.filter(({ isRetained }) => isRetained).length;
    const files = steps.filter(({ kind }) => kind !== "directory").length;
    this.#output.note(`Installed ${files - retained} file(s)${retained > 0 ? `, kept ${retained} that existed` : ""}`);
  }

  #revision(): Promise<Revision> {
    return readRevision(this.#state.revisionDirectory(this.#deployment.deploymentId), this.#deployment.input.name);
  }

  async #runHooks(event: LifecycleEvent, revision: Revision): Promise<TargetFailure> {
    const environment = await this.#environment(event);
    const { deploymentId, pipes } = this.#deployment;
    const outputFile = path.join(path.dirname(this.#state.revisionDirectory(deploymentId)), "scripts.log");
    await mkdir(path.dirname(outputFile), { recursive: true });
    for (const hook of hooksOf(revision.appspec, event)) {
      this.#output.note(`Script - ${hook.location}`);
      if (hook.runas !== undefined) {
        this.#output.note(`runas ${hook.runas} is not applied: scripts run as the user of the engine`);
      }
      this.#lastLine = "";
      const run = { hook, revisionDirectory: revision.directory, environment, pipes, outputFile, output: this.#output };
      const failure = await runHook(run, this.#context);
      if (failure) return failure.message + (this.#lastLine === "" ? "" : `; it last printed: ${this.#lastLine}`);
    }
    return null;
  }

  /** Home and temporary directory outlive the action, because what hooks start does. */
  async #environment(event: LifecycleEvent): Promise<Record<string, string>> {
    const { deploymentId, applicationName, groupName, input } = this.#deployment;
    const home = path.join(this.#state.directory, "home");
    const temporary = path.join(this.#state.directory, "tmp");
    await Promise.all([mkdir(home, { recursive: true }), mkdir(temporary, { recursive: true })]);
    return {
      ...minimalEnvironment(home, temporary),
      APPLICATION_NAME: applicationName,
      DEPLOYMENT_GROUP_NAME: groupName,
      DEPLOYMENT_GROUP_ID: `${applicationName}/${groupName}`,
      DEPLOYMENT_ID: deploymentId,
      LIFECYCLE_EVENT: event,
      BUNDLE_BUCKET: input.location.bucket,
      BUNDLE_KEY: input.location.key,
      PENSTOCK_TARGET_NAME: this.#target.name,
      PENSTOCK_TARGET_ROOT: this.#target.rootDirectory.replace(/\/+$/, ""),
    };
  }

  #mark(event: LifecycleEvent, status: LifecycleEventStatus): void {
    const at = this.#context.clock.now();
    const before = this.#events.get(event);
    this.#events.set(event, status === "InProgress" ? { status, startedAt: at } : { ...before, status, endedAt: at });
    this.#onProgress();
  }
}

function overallStatus(events: readonly { readonly status: LifecycleEventStatus }[]): LifecycleEventStatus {
  const has = (status: LifecycleEventStatus): boolean => events.some((event) => event.status === status);
  if (has("Failed")) return "Failed";
  if (events.every(({ status }) => status === "Succeeded")) return "Succeeded";
  if (events.every(({ status }) => status === "Skipped")) return "Skipped";
  return events.every(({ status }) => status === "Pending") ? "Pending" : "InProgress";
}
