import { lstat, mkdir, readFile, realpath, stat } from "node:fs/promises";
import path from "node:path";
import { resolveInside } from "../../artifacts/resolve-inside";
import { unlessMissing } from "../../is-missing";
import { ActionFailure } from "../action-failure";
import type { ActionJob, RunnerContext } from "../runner";

const MEBIBYTE = 1024 ** 2;

/** The input artifacts of an action, unpacked when something in them is looked at. */
export class ArtifactFiles {
  readonly #job: ActionJob;
  readonly #context: Pick<RunnerContext, "artifacts" | "workDirectory">;
  readonly #directories = new Map<string, Promise<string>>();

  constructor(job: ActionJob, context: Pick<RunnerContext, "artifacts" | "workDirectory">) {
    this.#job = job;
    this.#context = context;
  }

  /** The input that actions with one input read. @throws ActionFailure when there is none */
  get primary(): string {
    const [first] = this.#job.inputArtifacts;
    if (first) return first.name;
    throw new ActionFailure("ConfigurationError", `Action ${this.#job.actionName} has no input artifact.`);
  }

  /** Where an input is kept. @throws ActionFailure when the action has no such input */
  locationOf(artifactName: string, key: string): ActionJob["inputArtifacts"][number]["location"] {
    const artifact = this.#job.inputArtifacts.find(({ name }) => name === artifactName);
    if (artifact) return artifact.location;
    throw new ActionFailure(
      "ConfigurationError",
      `${key} names artifact ${artifactName}, which is not an input of action ${this.#job.actionName}. ` +
        "Add it to inputArtifacts, or name one of the inputs.",
    );
  }

  /** Refuses inputs that the provider would not take. */
  async limitEach(mostMebibytes: number): Promise<void> {
    for (const { name, location } of this.#job.inputArtifacts) {
      const { size } = await stat(await this.#context.artifacts.pathOf(location));
      if (size <= mostMebibytes * MEBIBYTE) continue;
      throw new ActionFailure(
        "JobFailed",
        `Artifact ${name} has ${size} bytes; ${this.#job.actionTypeId.provider} takes ${mostMebibytes} MB at most.`,
      );
    }
  }

  /** A file of an input as text. @throws ActionFailure that names the key of the configuration which asked for it */
  async read(artifactName: string, file: string, asked: { readonly key: string; readonly mostBytes: number }) {
    const place = await this.#find(artifactName, file, asked.key);
    const stats = place === null ? null : await unlessMissing(lstat(place));
    if (place === null || !stats?.isFile()) {
      throw new ActionFailure(
        "JobFailed",
        `File [${file}] does not exist in artifact [${artifactName}]. ${asked.key} names it: correct the path, or add the file to the artifact.`,
      );
    }
    if (stats.size <= asked.mostBytes) return readFile(place, "utf8");
    throw new ActionFailure(
      "JobFailed",
      `File [${file}] in artifact [${artifactName}] has ${stats.size} bytes; ${asked.mostBytes} is the most for ${asked.key}.`,
    );
  }

  /** What is at a path of an input. */
  async kindOf(artifactName: string, file: string, key: string): Promise<"file" | "directory" | null> {
    const place = await this.#find(artifactName, file, key);
    const stats = place === null ? null : await unlessMissing(lstat(place));
    if (stats === null) return null;
    return stats.isDirectory() ? "directory" : "file";
  }

  /** Splits `Artifact::path/to/file`. @throws ActionFailure when it is anything else */
  split(key: string, reference: string): { readonly artifactName: string; readonly file: string } {
    const [artifactName = "", file = "", ...rest] = reference.split("::");
    if (artifactName !== "" && file !== "" && rest.length === 0) return { artifactName, file };
    throw new ActionFailure(
      "ConfigurationError",
      `${key} ${JSON.stringify(reference)} must be an input artifact and a file in it, as InputArtifact::path/to/file.`,
    );
  }

  /** Null for a path that leaves the artifact. */
  async #find(artifactName: string, file: string, key: string): Promise<string | null> {
    const location = this.locationOf(artifactName, key);
    let directory = this.#directories.get(artifactName);
    if (!directory) {
      directory = this.#unpack(location);
      this.#directories.set(artifactName, directory);
    }
    return resolveInside(await directory, file);
  }

  async #unpack(location: ActionJob["inputArtifacts"][number]["location"]): Promise<string> {
    const { artifacts, workDirectory } = this.#context;
    const directory = path.join(workDirectory(), `input-${this.#directories.size + 1}`);
    await mkdir(directory);
    await artifacts.extract(location, directory);
    return realpath(directory);
  }
}
