import { CloudWatchLogsClient, GetLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { CodePipelineClient, GetPipelineStateCommand, type ActionExecution } from "@aws-sdk/client-codepipeline";
import { fromIni } from "@aws-sdk/credential-providers";
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import path from "node:path";
import { spawnNode } from "../start/spawn-node.mjs";

const ROOT = path.resolve(import.meta.dirname, "../..");
const GIT = ["-c", "user.name=Test", "-c", "user.email=test@example.com"];

interface EngineProcessOptions {
  readonly databaseUrl: string;
  /** The data directory. */
  readonly directory: string;
  readonly port: number;
  readonly env?: Readonly<Record<string, string>>;
  /** The data directory is a disk of its own that holds this much and is gone with the engine. */
  readonly diskBytes?: number;
}

/** The engine as `npm run engine` starts it, as a process of its own, and what a client of the SDK sees of it. */
export class EngineProcess {
  readonly child: ChildProcess;
  readonly #options: EngineProcessOptions;

  private constructor(child: ChildProcess, options: EngineProcessOptions) {
    this.child = child;
    this.#options = options;
  }

  /** Resolves once it is ready. */
  static async start(options: EngineProcessOptions): Promise<EngineProcess> {
    const { databaseUrl, directory, port, env = {}, diskBytes } = options;
    const program = ["--import", "tsx", "--conditions=react-server", "scripts/engine.ts"];
    const environment = {
      PATH: process.env["PATH"],
      HOME: directory,
      NODE_ENV: "test",
      DATABASE_URL: databaseUrl,
      PENSTOCK_DATA_DIR: directory,
      PENSTOCK_ENGINE_PORT: String(port),
      ...env,
    };
    const child =
      diskBytes === undefined
        ? spawnNode(program, environment)
        : spawnOnSmallDisk([process.execPath, ...program], environment, { directory, bytes: diskBytes });
    child.stderr?.pipe(process.stderr);
    let isReady = false;
    for await (const chunk of child.stdout ?? []) {
      isReady = String(chunk).includes("is ready");
      if (isReady) break;
    }
    if (!isReady) throw new Error("The engine ended before it was ready; what it said is above.");
    const started = new EngineProcess(child, options);
    // What lib/aws goes by.
    process.env["PENSTOCK_DATA_DIR"] = started.inside();
    process.env["PENSTOCK_ENGINE_PORT"] = String(port);
    return started;
  }

  /** A path below the data directory as this process reaches it: a disk of the engine's own is in no other's view. */
  inside(...names: string[]): string {
    const { directory, diskBytes } = this.#options;
    return path.join(diskBytes === undefined ? "" : `/proc/${this.child.pid}/root`, directory, ...names);
  }

  /** @returns the exit code, null when a signal ended it */
  async stop(signal: NodeJS.Signals): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const ended = once(this.child, "exit");
      this.child.kill(signal);
      await ended;
    }
    return this.child.exitCode;
  }

  get pipelines(): CodePipelineClient {
    return new CodePipelineClient(this.#clientConfig());
  }

  async latestExecutionOf(pipelineName: string, actionName: string): Promise<ActionExecution> {
    const { stageStates = [] } = await this.pipelines.send(new GetPipelineStateCommand({ name: pipelineName }));
    const actions = stageStates.flatMap(({ actionStates = [] }) => actionStates);
    return actions.find((action) => action.actionName === actionName)?.latestExecution ?? {};
  }

  /** What the newest attempt of a CodeBuild action has logged. */
  async logLines(pipelineName: string, actionName: string): Promise<(string | undefined)[]> {
    const { logStreamARN } = await this.latestExecutionOf(pipelineName, actionName);
    const [, group, stream] = /:log-group:(.+):log-stream:(.+)$/.exec(logStreamARN ?? "") ?? [];
    return stream === undefined ? [] : this.readLog(group, stream);
  }

  async readLog(logGroupName: string | undefined, logStreamName: string): Promise<(string | undefined)[]> {
    const { events = [] } = await new CloudWatchLogsClient(this.#clientConfig()).send(
      new GetLogEventsCommand({ logGroupName, logStreamName, startFromHead: true }),
    );
    return events.map(({ message }) => message);
  }

  /** As anybody's SDK finds the engine: by the profile it wrote. */
  #clientConfig() {
    const files = { filepath: this.inside("aws/credentials"), configFilepath: this.inside("aws/config") };
    return {
      region: "us-east-1",
      endpoint: `http://127.0.0.1:${this.#options.port}`,
      credentials: fromIni({ profile: "penstock", ignoreCache: true, ...files }),
    };
  }
}

/** For calls of lib/aws to the engine that was started last. */
export function engineAccess() {
  return {
    name: "local",
    region: "us-east-1",
    credentialSource: "local-engine",
    profileName: null,
    roleArn: null,
    externalId: null,
    endpointUrl: null,
  } as const;
}

/** A Git repository with one commit of one buildspec, below `directory`. */
export function createRepository(directory: string, buildspec: string): string {
  const repository = mkdtempSync(path.join(directory, "repository-"));
  const git = (...args: string[]) => execFileSync("git", [...GIT, ...args], { cwd: repository, stdio: "ignore" });
  git("init", "--initial-branch=main");
  writeFileSync(path.join(repository, "buildspec.yml"), buildspec);
  git("add", ".");
  git("commit", "--message=First");
  return repository;
}

/**
 * Mounts a disk that only the command sees. Whoever is not root becomes it in a user namespace of his own, which Linux
 * allows unless it was told not to; then the command fails, and says so.
 */
function spawnOnSmallDisk(
  command: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  { directory, bytes }: { readonly directory: string; readonly bytes: number },
): ChildProcess {
  const namespaces = process.getuid?.() === 0 ? ["--mount"] : ["--mount", "--map-root-user"];
  const mount = 'mount -t tmpfs -o "size=$1" tmpfs "$2" && shift 2 && exec "$@"';
  const args = [...namespaces, "sh", "-c", mount, "sh", String(bytes), directory, ...command];
  return spawn("unshare", args, { cwd: ROOT, env: { ...env, NODE_ENV: "test" }, stdio: ["ignore", "pipe", "pipe"] });
}
