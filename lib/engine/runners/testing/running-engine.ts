import { randomUUID } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { systemClock } from "@/lib/clock";
import { createFileArtifactStore } from "../../artifacts/file-artifact-store";
import { createObjectWriter } from "../../buckets/object-writer";
import { createStoredObjects } from "../../buckets/stored-objects";
import { createStacks } from "../../cloudformation/create-stacks";
import { readTemplateObject } from "../../cloudformation/read-template-object";
import { createEngine } from "../../create-engine";
import type { Engine } from "../../engine";
import { startHttpServer, type HttpServer } from "../../http-server";
import { createJobs } from "../../jobs/jobs";
import { isRunningOutput } from "../../jobs/running-output";
import { startExecution } from "../../operations/start-pipeline-execution";
import type { RequestHandler } from "../../protocol/handle-request";
import { createRequestHandler } from "../../protocol/handle-request";
import { codePipelineService } from "../../protocol/code-pipeline-service";
import { cloudFormationService } from "../../protocol/query/cloudformation-service";
import { localResourcesOf } from "../../local-resources-of";
import { createRunAction } from "../../run-action";
import { createSessions } from "../../session-credentials";
import { createMemoryStore, type MemoryStore } from "../../store/memory-store";
import { KEYS, protocolOptions } from "../../testing/protocol-options";
import { receiveWebhook } from "../../webhooks/receive-webhook";
import { createThirdPartyHooks } from "../../webhooks/third-party/third-party-hooks";
import { createFileSecrets } from "../codebuild/secrets";
import { createBuildRecords, createMirrors, createRunners } from "../create-runners";
import { startsEarly } from "../starts-early";

const CALLER = { accountId: "000000000001", region: "us-east-1", principalArn: "arn:aws:iam::000000000001:user/me" };

/** A whole engine with real runners, a real clock and a port, in a directory of the test's own. */
export interface RunningEngine {
  readonly directory: string;
  readonly engine: Engine;
  readonly store: MemoryStore;
  /** For clients of the AWS SDK, over HTTP. */
  readonly clientConfig: {
    readonly region: string;
    readonly credentials: typeof KEYS;
    readonly endpoint: string;
    readonly maxAttempts: 1;
  };
  /** What actions have written to their logs, `group: line`. */
  readonly lines: readonly string[];
  /** Writes files below `<directory>/<folder>` and gives that path. */
  writeFiles(folder: string, files: Readonly<Record<string, string>>): Promise<string>;
  readObject(bucket: string, key: string): Promise<string>;
  /** Stops the engine and leaves what it has kept, as a restart does. */
  stop(): Promise<void>;
  dispose(): Promise<void>;
}

/** @param before an engine that was stopped, whose store and directory this one takes over */
export async function startRunningEngine(before?: RunningEngine): Promise<RunningEngine> {
  const store = before?.store ?? createMemoryStore();
  const directory = before?.directory ?? (await mkdtemp(path.join(tmpdir(), "engine-")));
  const inDirectory = (...names: string[]): string => path.join(directory, ...names);
  const ids = { next: () => randomUUID() };
  const lines: string[] = [];
  let handle: RequestHandler = () => Promise.reject(new Error("The engine is not ready."));
  const server: HttpServer = await startHttpServer({ port: 0, handle: (request) => handle(request) });
  const endpointUrl = `http://127.0.0.1:${server.port}`;
  const jobs = createJobs({ store, clock: systemClock, ids });
  const sessions = createSessions({ key: "session-key", clock: systemClock, ids });
  const objects = createStoredObjects([inDirectory("artifacts"), inDirectory("s3")]);
  const readObject = readTemplateObject(objects);
  const stacks = createStacks({
    ...CALLER,
    readObject,
    secrets: createFileSecrets(inDirectory("secrets.json")),
    store,
    clock: systemClock,
    ids,
    codePipeline: { invoke: (name, body, caller) => codePipeline.invoke(name, body, caller) },
    hasPipeline: (name) => engine.stateOf(name) !== undefined,
  });
  const engine = createEngine({
    store,
    clock: systemClock,
    ids,
    region: CALLER.region,
    accountId: CALLER.accountId,
    jobs,
    runAction: createRunAction({
      clock: systemClock,
      ids,
      artifacts: createFileArtifactStore(inDirectory("artifacts")),
      resources: localResourcesOf(store),
      workRoot: inDirectory("work"),
      findRunner: createRunners({
        dataDirectory: directory,
        mirrors: createMirrors(directory),
        buildRecords: createBuildRecords(directory),
        jobs,
        sessions,
        endpointUrl: () => endpointUrl,
        stacks,
        fetch: globalThis.fetch,
        startPipeline: async (input, principalArn) =>
          (await startExecution(input, { engine, accountId: CALLER.accountId, principalArn })).pipelineExecutionId,
        listActionTypes: () => store.listActionTypes(),
      }),
      openLog: (group) => ({ line: (text) => void lines.push(`${group}: ${text}`), flush: async () => undefined }),
    }),
    startsEarly,
  });
  const thirdPartyHooks = createThirdPartyHooks({
    engine,
    resources: localResourcesOf(store),
    secrets: createFileSecrets(inDirectory("secrets.json")),
    fetch: globalThis.fetch,
  });
  const codePipeline = codePipelineService({
    engine,
    tokenKey: "page-token-key",
    sessions,
    endpointUrl,
    thirdPartyHooks,
  });
  await engine.start();
  await stacks.recover();
  handle = createRequestHandler(
    protocolOptions({
      services: [codePipeline],
      receiveWebhook: (urlToken, delivery) => receiveWebhook(engine, urlToken, delivery),
      queryServices: [cloudFormationService({ stacks, readObject })],
      objects,
      writer: createObjectWriter({
        rootOf: (location) => inDirectory(isRunningOutput(engine.states(), location) ? "artifacts" : "s3"),
        newId: () => ids.next(),
      }),
      newRequestId: () => ids.next(),
      findCredential(id, token) {
        const session = token === undefined ? undefined : sessions.find(id, token);
        if (session) return { ...session, caller: { ...CALLER, scope: session.scope } };
        return id === KEYS.accessKeyId ? { secretAccessKey: KEYS.secretAccessKey, caller: CALLER } : undefined;
      },
    }),
  );
  const stop = async (): Promise<void> => {
    await engine.stop();
    await server.close();
  };
  return {
    directory,
    engine,
    store,
    clientConfig: { region: CALLER.region, credentials: KEYS, endpoint: endpointUrl, maxAttempts: 1 },
    lines,
    async writeFiles(folder, files) {
      for (const [name, content] of Object.entries(files)) {
        const file = inDirectory(folder, name);
        await mkdir(path.dirname(file), { recursive: true });
        await writeFile(file, content);
      }
      return inDirectory(folder);
    },
    readObject: (bucket, key) => readFile(inDirectory("s3", bucket, key), "utf8"),
    stop,
    async dispose() {
      await stop();
      await rm(directory, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
