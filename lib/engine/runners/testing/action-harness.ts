import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { systemClock, type Clock } from "@/lib/clock";
import { createFileArtifactStore } from "../../artifacts/file-artifact-store";
import type { ArtifactStore } from "../../artifacts/artifact-store";
import { createStacks } from "../../cloudformation/create-stacks";
import { createJobs, type Jobs } from "../../jobs/jobs";
import { createSessions } from "../../session-credentials";
import { createMemoryStore } from "../../store/memory-store";
import type { LocalResource, LocalResources, LocalResourceType } from "../../local-resources";
import { createFileSecrets } from "../codebuild/secrets";
import type { GitMirrors } from "../git-source/git-mirrors";
import { createBuildRecords, createMirrors, createRunners, type RunnersOptions } from "../create-runners";
import type { ActionJob, ActionOutcome, ActionProgress, Runner } from "../runner";

const run = promisify(execFile);

export interface RanAction {
  readonly outcome: ActionOutcome;
  readonly lines: readonly string[];
  readonly reports: readonly ActionProgress[];
  readonly logName: string;
}

/** Runs single actions for real: real files, real processes, real repositories, in a directory of the test's own. */
export class ActionHarness {
  readonly directory: string;
  readonly artifacts: ArtifactStore;
  readonly mirrors: GitMirrors;
  readonly resources: LocalResource[] = [];
  readonly jobs: Jobs;
  /** The real runners, sharing what they keep. */
  readonly runnerOf: ReturnType<typeof createRunners>;
  #count = 0;

  private constructor(directory: string, options: Partial<RunnersOptions>) {
    this.directory = directory;
    this.artifacts = createFileArtifactStore(path.join(directory, "artifacts"));
    const dataDirectory = path.join(directory, "data");
    const store = createMemoryStore();
    this.jobs = createJobs({ store, clock: systemClock, ids: { next: () => randomUUID() } });
    this.mirrors = createMirrors(dataDirectory);
    this.runnerOf = createRunners({
      dataDirectory,
      mirrors: this.mirrors,
      buildRecords: createBuildRecords(dataDirectory),
      jobs: this.jobs,
      sessions: createSessions({ key: "session-key", clock: systemClock, ids: { next: () => randomUUID() } }),
      endpointUrl: () => "http://127.0.0.1:1",
      fetch: globalThis.fetch,
      startPipeline: () => Promise.reject(new Error("A harness runs single actions and has no other pipelines.")),
      listActionTypes: () => store.listActionTypes(),
      stacks: createStacks({
        store,
        clock: systemClock,
        ids: { next: () => randomUUID() },
        accountId: DEFAULT_JOB.accountId,
        region: DEFAULT_JOB.region,
        codePipeline: { invoke: () => Promise.reject(new Error("A harness has no pipelines of its own.")) },
        hasPipeline: () => false,
        readObject: async () => null,
        secrets: createFileSecrets(path.join(dataDirectory, "secrets.json")),
      }),
      ...options,
    });
  }

  static async create(options: Partial<RunnersOptions> = {}): Promise<ActionHarness> {
    return new ActionHarness(await mkdtemp(path.join(tmpdir(), "action-")), options);
  }

  async dispose(): Promise<void> {
    await rm(this.directory, { recursive: true, force: true, maxRetries: 3 });
  }

  async run(
    job: Partial<ActionJob> & Pick<ActionJob, "actionTypeId">,
    signal?: AbortSignal,
    by: {
      /** Another than the one of the action's type. */
      readonly runner?: Runner;
      /** One that a test moves. */
      readonly clock?: Clock;
      /** Hears of each line at once. */
      readonly onLine?: (line: string) => void;
      readonly begun?: Promise<void>;
    } = {},
  ): Promise<RanAction> {
    const lines: string[] = [];
    const reports: ActionProgress[] = [];
    let logName = "";
    const number = (this.#count += 1);
    const workDirectory = path.join(this.directory, "work", String(number));
    await mkdir(workDirectory, { recursive: true });
    const whole: ActionJob = { ...DEFAULT_JOB, ...job };
    let ids = 0;
    const outcome = await (by.runner ?? this.runnerOf(whole)).run(whole, {
      clock: by.clock ?? systemClock,
      begun: by.begun ?? Promise.resolve(),
      signal: signal ?? new AbortController().signal,
      artifacts: this.artifacts,
      resources: this.#localResources(),
      workDirectory: () => workDirectory,
      openLog(group, stream) {
        logName = `${group}:${stream}`;
        const line = (text: string): void => {
          lines.push(text);
          by.onLine?.(text);
        };
        return { line, flush: async () => undefined };
      },
      report: (progress) => void reports.push(progress),
      newId: () => `00000000-0000-4000-8000-${String(number * 1000 + (ids += 1)).padStart(12, "0")}`,
    });
    await rm(workDirectory, { recursive: true, force: true, maxRetries: 3 });
    return { outcome, lines, reports, logName };
  }

  /** Puts files as an artifact and gives it as an input. */
  async input(name: string, files: Readonly<Record<string, string>>) {
    const source = path.join(this.directory, "inputs", `${(this.#count += 1)}`);
    await writeFiles(source, files);
    const location = { bucket: "artifacts", key: `shop/${name}/${this.#count}` };
    await this.artifacts.putDirectory(location, source);
    return { name, location };
  }

  /** Writes files into a directory of their own. */
  async folder(name: string, files: Readonly<Record<string, string>>): Promise<string> {
    const directory = path.join(this.directory, "folders", name);
    await writeFiles(directory, files);
    return directory;
  }

  output(name: string) {
    return { name, location: { bucket: "artifacts", key: `shop/${name}/out` } };
  }

  /** Unpacks an output into a fresh directory. */
  async unpack(output: { readonly location: { readonly bucket: string; readonly key: string } }): Promise<string> {
    const directory = path.join(this.directory, "unpacked", `${(this.#count += 1)}`);
    await mkdir(directory, { recursive: true });
    await this.artifacts.extract(output.location, directory);
    return directory;
  }

  /** A Git repository with one commit of these files; none when there are no files. */
  async repository(name: string, files: Readonly<Record<string, string>>): Promise<string> {
    const directory = path.join(this.directory, "repositories", name);
    await mkdir(directory, { recursive: true });
    await run("git", ["init", "--quiet", "-b", "main", directory]);
    if (Object.keys(files).length > 0) await this.commit(directory, files, "First commit\n\nWith a body.");
    this.resources.push({ type: "repository", name, url: directory });
    return directory;
  }

  async commit(directory: string, files: Readonly<Record<string, string>>, message: string): Promise<string> {
    await writeFiles(directory, files);
    const author = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com", "-c", "commit.gpgsign=false"];
    await run("git", ["-C", directory, "add", "--all"]);
    await run("git", ["-C", directory, ...author, "commit", "--quiet", "--allow-empty", "-m", message]);
    return (await run("git", ["-C", directory, "rev-parse", "HEAD"])).stdout.trim();
  }

  #localResources(): LocalResources {
    const { resources } = this;
    return {
      async find(type, name) {
        const found = resources.find((resource) => resource.type === type && resource.name === name);
        // The type was just compared; the compiler cannot follow a generic through `find`.
        return (found ?? null) as never;
      },
      async list<T extends LocalResourceType>(type: T) {
        const isOfType = (resource: LocalResource): resource is Extract<LocalResource, { type: T }> =>
          resource.type === type;
        return resources.filter(isOfType);
      },
    };
  }
}

/** Writes files below a directory; scripts become executable. */
async function writeFiles(directory: string, files: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(directory, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(directory, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
    if (name.endsWith(".sh")) await chmod(file, 0o755);
  }
}

const DEFAULT_JOB: ActionJob = {
  actionExecutionId: "11111111-1111-4111-8111-111111111111",
  pipelineName: "shop",
  pipelineVersion: 1,
  pipelineExecutionId: "22222222-2222-4222-8222-222222222222",
  stageName: "Stage",
  actionName: "Action",
  actionTypeId: { category: "Build", owner: "AWS", provider: "CodeBuild", version: "1" },
  region: "us-east-1",
  accountId: "000000000000",
  configuration: {},
  inputArtifacts: [],
  outputArtifacts: [],
  timeoutMs: 60_000,
};
