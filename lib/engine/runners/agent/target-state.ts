import path from "node:path";
import { z } from "zod";
import { findText } from "../../is-missing";
import { removeDirectory } from "../../remove-directory";
import { replaceFile } from "../../replace-file";

/** As the agent does: this many revisions stay on a target, for ApplicationStop and for looking. */
const KEPT_REVISIONS = 5;

const targetState = z.object({
  rootDirectory: z.string(),
  /** The deployment whose revision answers ApplicationStop. */
  lastSuccessful: z.string().nullable(),
  /** How the last attempt on this target ended; null before the first. */
  health: z.enum(["Healthy", "Unhealthy"]).nullable().default(null),
  /** What the last success installed, by the hash of its bundle. */
  installedBundle: z.string().nullable().default(null),
  /** What the most recent deployment put on the target, relative to the root: the next one removes it first. */
  installedFiles: z.array(z.string()),
  /** Directories it had to make, outermost first. */
  madeDirectories: z.array(z.string()),
  /** Deployments whose revision is kept, oldest first. */
  revisions: z.array(z.string()),
});
export type TargetStateValue = z.infer<typeof targetState>;

/** What an instance would remember between deployments, in a directory per target. */
export class TargetState {
  readonly directory: string;
  #value: TargetStateValue;

  private constructor(directory: string, value: TargetStateValue) {
    this.directory = directory;
    this.#value = value;
  }

  /** A target whose root directory has changed is a new one. */
  static async open(directory: string, rootDirectory: string): Promise<TargetState> {
    const fresh: TargetStateValue = {
      rootDirectory,
      lastSuccessful: null,
      health: null,
      installedBundle: null,
      installedFiles: [],
      madeDirectories: [],
      revisions: [],
    };
    const stored = await findState(path.join(directory, "state.json"));
    return new TargetState(directory, stored?.rootDirectory === rootDirectory ? stored : fresh);
  }

  get value(): Readonly<TargetStateValue> {
    return this.#value;
  }

  revisionDirectory(deploymentId: string): string {
    return path.join(this.directory, deploymentId, "deployment-archive");
  }

  /** Where programs that scripts start have their home: they are known by it. */
  get homeDirectory(): string {
    return path.join(this.directory, "home");
  }

  /** Forgets everything, as a new instance in its place would. */
  async clear(): Promise<void> {
    await removeDirectory(this.directory);
  }

  async save(change: Partial<TargetStateValue>): Promise<void> {
    this.#value = { ...this.#value, ...change };
    await replaceFile(path.join(this.directory, "state.json"), JSON.stringify(this.#value));
  }

  /** Remembers a revision and forgets the oldest ones, never the one that ApplicationStop needs. */
  async keepRevision(deploymentId: string): Promise<void> {
    const all = [...this.#value.revisions, deploymentId];
    const isKept = (id: string, index: number): boolean =>
      index >= all.length - KEPT_REVISIONS || id === this.#value.lastSuccessful;
    const revisions = all.filter(isKept);
    await this.save({ revisions });
    for (const id of all) {
      if (!revisions.includes(id)) await removeDirectory(path.join(this.directory, id));
    }
  }
}

async function findState(file: string): Promise<TargetStateValue | null> {
  const text = await findText(file);
  return text === null ? null : targetState.parse(JSON.parse(text));
}
