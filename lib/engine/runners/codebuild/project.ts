import type { LocalResources } from "../../local-resources";
import { ActionFailure } from "../action-failure";
import type { ActionJob } from "../runner";
import type { VariableDeclaration } from "./build-variables";
import { LOCAL_IMAGE } from "./codebuild-environment";

const MINUTE_MS = 60_000;

/** The settings of a CodeBuild project on this machine, defaults filled in. */
export interface BuildProject {
  readonly name: string;
  /** A path, an ARN, the text itself, or empty for the default path. */
  readonly buildspec: string;
  readonly environmentVariables: readonly VariableDeclaration[];
  readonly image: string;
  /** Undefined: builds have only the timeout of their action. */
  readonly timeoutMs: number | undefined;
  readonly hasCache: boolean;
  /** How many of its builds may run at a time; undefined: any number. */
  readonly concurrentBuildLimit: number | undefined;
}

/** The project that an action names, with what the action overrides. An unregistered project has the defaults. */
export async function findProject(job: ActionJob, resources: LocalResources): Promise<BuildProject> {
  const name = job.configuration["ProjectName"] ?? "";
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{1,254}$/.test(name)) {
    throw new ActionFailure("ConfigurationError", `${JSON.stringify(name)} is not a name of a CodeBuild project.`);
  }
  const registered = await resources.find("build-project", name);
  const minutes = registered?.timeoutInMinutes;
  return {
    name,
    buildspec: job.configuration["BuildspecOverride"] ?? registered?.buildspec ?? "",
    environmentVariables: registered?.environmentVariables ?? [],
    image: registered?.image ?? LOCAL_IMAGE,
    timeoutMs: minutes === undefined ? undefined : minutes * MINUTE_MS,
    hasCache: registered?.cacheType === "LOCAL",
    concurrentBuildLimit: registered?.concurrentBuildLimit,
  };
}

/** Counts the builds of each project that run, and refuses one too many, as CodeBuild does. */
export class BuildSlots {
  readonly #running = new Map<string, number>();

  /** @returns gives the slot back */
  take({ name, concurrentBuildLimit }: BuildProject): () => void {
    const running = this.#running.get(name) ?? 0;
    if (concurrentBuildLimit !== undefined && running >= concurrentBuildLimit) {
      throw new ActionFailure(
        "JobFailed",
        `Error calling startBuild: Cannot have more than ${concurrentBuildLimit} active builds for the project ${name} ` +
          "(Service: AWSCodeBuild; Status Code: 400; Error Code: AccountLimitExceededException)",
      );
    }
    this.#running.set(name, running + 1);
    return () => this.#running.set(name, (this.#running.get(name) ?? 1) - 1);
  }
}
