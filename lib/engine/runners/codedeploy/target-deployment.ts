import { mkdir, realpath } from "node:fs/promises";
import path from "node:path";
import { assertNever } from "@/lib/assert-never";
import { applyPermissions } from "../agent/apply-permissions";
import { EVENT_TIMEOUT_SECONDS } from "../agent/hook";
import { installFiles } from "../agent/install-files";
import { planInstall } from "../agent/plan-install";
import { runHook } from "../agent/run-hook";
import type { TargetState } from "../agent/target-state";
import { lastWords } from "../agent/tell-failures";
import type { DeploymentTarget } from "../../local-resources";
import { maskSecrets } from "../processes/mask-secrets";
import { minimalEnvironment } from "../processes/minimal-environment";
import { OutputLog } from "../processes/output-log";
import type { DeploymentTargetProgress } from "../runner";
import { hooksOf, type LifecycleEvent } from "./appspec";
import { deploymentGroupIdOf, type Deployment } from "./deployment";
import { EventList } from "../agent/event-list";
import { readRevision, type Revision } from "./read-revision";

/** Why a target failed; null when it did not. */
export type TargetFailure = string | null;

/** Whose scripts run: of the revision that is being deployed, of the last that succeeded, of the last that was tried. */
export type ScriptsOf = "this revision" | "last successful revision" | "latest revision";

/** Before the new revision is there, only the old one's scripts know how the application was started. */
const SCRIPTS_OF_THE_LAST: readonly LifecycleEvent[] = ["BeforeBlockTraffic", "AfterBlockTraffic", "ApplicationStop"];

interface TargetPlan {
  readonly target: DeploymentTarget;
  readonly state: TargetState;
  /** What is planned on this target, in order. */
  readonly events: readonly LifecycleEvent[];
  onProgress(): void;
}

/** One deployment on one target: lifecycle events in order, until one fails. */
export class TargetDeployment {
  readonly target: DeploymentTarget;
  readonly state: TargetState;
  readonly #deployment: Deployment;
  readonly #output: OutputLog;
  readonly #events: EventList;
  #lastLine = "";

  constructor(deployment: Deployment, { target, state, events, onProgress }: TargetPlan) {
    this.#deployment = deployment;
    this.target = target;
    this.state = state;
    this.#events = new EventList(events, deployment.context.clock, onProgress);
    const mask = maskSecrets([]);
    this.#output = new OutputLog(deployment.log, (line) => {
      this.#lastLine = mask(line);
      return `[${target.name}] ${this.#lastLine}`;
    });
  }

  get progress(): DeploymentTargetProgress {
    return { name: this.target.name, type: "InstanceTarget", ...this.#events.progress };
  }

  /** What was planned and has not begun will not happen. */
  skip(message?: string): void {
    this.#events.skip(message);
  }

  /** Runs some of its events; those that a rollback adds join the list. @returns null when all have succeeded */
  async run(events: readonly LifecycleEvent[], scriptsOf?: ScriptsOf): Promise<TargetFailure> {
    for (const event of events) {
      this.#events.begin(event);
      const failure = await this.#attempt(event, scriptsOf ?? defaultScriptsOf(event));
      this.#events.end(event, failure);
      if (failure === null) continue;
      this.#output.note(`LifecycleEvent - ${event} failed: ${failure}`);
      this.skip();
      return `${event}: ${failure}`;
    }
    return null;
  }

  /** Remembers how the deployment ended here. A failed one leaves the last success what it was. */
  async settle(isSuccess: boolean): Promise<void> {
    const { deploymentId, bundle } = this.#deployment;
    await this.state.save(
      isSuccess
        ? { health: "Healthy", lastSuccessful: deploymentId, installedBundle: bundle.version }
        : { health: "Unhealthy" },
    );
  }

  async #attempt(event: LifecycleEvent, scriptsOf: ScriptsOf): Promise<TargetFailure> {
    if (this.#deployment.context.signal.aborted) return "the deployment was stopped";
    this.#output.note(`LifecycleEvent - ${event}`);
    try {
      return await this.#perform(event, scriptsOf);
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  async #perform(event: LifecycleEvent, scriptsOf: ScriptsOf): Promise<TargetFailure> {
    const { loadBalancer } = this.#deployment;
    switch (event) {
      case "DownloadBundle":
        return this.#downloadBundle();
      case "Install":
        return this.#install();
      case "BlockTraffic":
        await loadBalancer?.deregister(this.target);
        return null;
      case "AllowTraffic":
        await loadBalancer?.register(this.target);
        return null;
      default: {
        const revision = await this.#findRevision(event, scriptsOf);
        return revision === null ? null : this.#runHooks(event, revision);
      }
    }
  }

  async #findRevision(event: LifecycleEvent, scriptsOf: ScriptsOf): Promise<Revision | null> {
    switch (scriptsOf) {
      case "this revision":
        return this.#revision();
      case "last successful revision":
        return this.#findEarlier(event, this.state.value.lastSuccessful);
      case "latest revision":
        return this.#findEarlier(event, this.state.value.revisions.at(-1) ?? null);
      default:
        return assertNever(scriptsOf);
    }
  }

  /** Without its revision nothing can be stopped; that must not keep every later deployment from happening. */
  async #findEarlier(event: LifecycleEvent, deploymentId: string | null): Promise<Revision | null> {
    if (deploymentId === null) {
      this.#output.note(`No revision was deployed here before: ${event} has no scripts to run`);
      return null;
    }
    try {
      return await readRevision(this.state.revisionDirectory(deploymentId), deploymentId);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#output.note(`${event} of deployment ${deploymentId} is skipped, its revision cannot be read: ${reason}`);
      return null;
    }
  }

  async #downloadBundle(): Promise<TargetFailure> {
    const { deploymentId, bundle, context } = this.#deployment;
    const directory = this.state.revisionDirectory(deploymentId);
    await this.state.keepRevision(deploymentId);
    await mkdir(directory, { recursive: true });
    await context.artifacts.extract(bundle.location, directory);
    return null;
  }

  async #install(): Promise<TargetFailure> {
    const root = await realpath(this.target.rootDirectory);
    const { directory, appspec } = await this.#revision();
    const request = {
      directory,
      files: appspec.files ?? [],
      fileExistsBehavior: appspec.file_exists_behavior ?? "DISALLOW",
    };
    const steps = await planInstall(request, root, new Set(this.state.value.installedFiles));
    await installFiles(steps, root, this.state);
    await applyPermissions(appspec.permissions ?? [], steps, root, (text) => this.#output.note(text));
    const retained = steps.filter(({ isRetained }) => isRetained).length;
    const files = steps.filter(({ kind }) => kind !== "directory").length;
    this.#output.note(`Installed ${files - retained} file(s)${retained > 0 ? `, kept ${retained} that existed` : ""}`);
    return null;
  }

  #revision(): Promise<Revision> {
    const { deploymentId, bundle } = this.#deployment;
    return readRevision(this.state.revisionDirectory(deploymentId), bundle.artifactName);
  }

  async #runHooks(event: LifecycleEvent, revision: Revision): Promise<TargetFailure> {
    const { deploymentId, pipes, context } = this.#deployment;
    const environment = await this.#environment(event);
    const outputFile = path.join(path.dirname(this.state.revisionDirectory(deploymentId)), "scripts.log");
    await mkdir(path.dirname(outputFile), { recursive: true });
    const mustEndAt = context.clock.now() + EVENT_TIMEOUT_SECONDS * 1000;
    for (const hook of hooksOf(revision.appspec, event)) {
      this.#output.note(`Script - ${hook.location}`);
      this.#lastLine = "";
      const timeoutMs = Math.min(hook.timeoutMs, Math.max(0, mustEndAt - context.clock.now()));
      const failure = await runHook(
        {
          hook: { ...hook, timeoutMs },
          revisionDirectory: revision.directory,
          environment,
          pipes,
          outputFile,
          output: this.#output,
        },
        context,
      );
      if (!failure) continue;
      return `${failure.code}: ${failure.message}${lastWords(this.#lastLine)}`;
    }
    return null;
  }

  /** Home and temporary directory outlive the action, because what hooks start does. */
  async #environment(event: LifecycleEvent): Promise<Record<string, string>> {
    const { deploymentId, applicationName, group, groupName, bundle } = this.#deployment;
    const home = this.state.homeDirectory;
    const temporary = path.join(this.state.directory, "tmp");
    await Promise.all([mkdir(home, { recursive: true }), mkdir(temporary, { recursive: true })]);
    return {
      ...minimalEnvironment(home, temporary),
      APPLICATION_NAME: applicationName,
      DEPLOYMENT_GROUP_NAME: groupName,
      DEPLOYMENT_GROUP_ID: deploymentGroupIdOf(group),
      DEPLOYMENT_ID: deploymentId,
      LIFECYCLE_EVENT: event,
      BUNDLE_BUCKET: bundle.location.bucket,
      BUNDLE_KEY: bundle.location.key,
      BUNDLE_VERSION: bundle.version,
      BUNDLE_ETAG: bundle.etag,
      PENSTOCK_TARGET_NAME: this.target.name,
      PENSTOCK_TARGET_ROOT: this.target.rootDirectory.replace(/\/+$/, ""),
    };
  }
}

function defaultScriptsOf(event: LifecycleEvent): ScriptsOf {
  return SCRIPTS_OF_THE_LAST.includes(event) ? "last successful revision" : "this revision";
}
