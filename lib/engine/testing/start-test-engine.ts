import { FakeClock, systemClock } from "@/lib/clock";
import { createFileArtifactStore } from "../artifacts/file-artifact-store";
import { createEngine } from "../create-engine";
import type { Engine, RunAction } from "../engine";
import { idsFrom } from "../ids";
import { isForWorkers } from "../jobs/answered-by-job";
import { createJobs } from "../jobs/jobs";
import { codePipelineService } from "../protocol/code-pipeline-service";
import { createRequestHandler, type RequestHandler } from "../protocol/handle-request";
import { inProcess } from "../protocol/in-process";
import type { Quotas } from "../quotas";
import { localResourcesOf } from "../local-resources-of";
import { withFailuresAsOutcomes } from "../runners/action-failure";
import { createJobRunner } from "../runners/jobs/job-runner";
import { createSessions } from "../session-credentials";
import { createMemoryStore, type MemoryStore } from "../store/memory-store";
import { receiveWebhook } from "../webhooks/receive-webhook";
import { createThirdPartyHooks } from "../webhooks/third-party/third-party-hooks";
import { withCheckedResponses } from "./check-response";
import { KEYS, protocolOptions } from "./protocol-options";
import { createScriptedRunner, type ScriptedRunner } from "./scripted-runner";

export const ACCOUNT_ID = "123456789012";
export const REGION = "us-east-1";
const ENDPOINT_URL = "http://127.0.0.1:4510";
export const PRINCIPAL_ARN = `arn:aws:iam::${ACCOUNT_ID}:user/penstock`;

export interface TestEngine {
  readonly engine: Engine;
  readonly clock: FakeClock;
  readonly store: MemoryStore;
  readonly runner: ScriptedRunner;
  /** For requests that no SDK makes. */
  readonly handle: RequestHandler;
  /** For `new CodePipelineClient(clientConfig)`: the real client, wired to the protocol without a network. */
  readonly clientConfig: {
    readonly region: string;
    readonly credentials: typeof KEYS;
    readonly requestHandler: ReturnType<typeof inProcess>;
    readonly maxAttempts: 1;
  };
  /** Waits until everything that was begun has been saved and acted on. */
  settled(): Promise<void>;
}

/**
 * A whole engine in memory, with a clock and actions that a test moves by hand. Each of its answers is held against
 * the service model.
 * @param runAction what runs actions in the place of the scripted runner
 */
export async function startTestEngine(
  store: MemoryStore = createMemoryStore(),
  runAction?: RunAction,
  quotas?: Quotas,
): Promise<TestEngine> {
  const clock = new FakeClock();
  const runner = createScriptedRunner();
  const ids = idsFrom("0a1b2c3d-4e5f-4607-9182-a3b4c5d6e7f8");
  const jobs = createJobs({ store, clock, ids });
  const workers = withFailuresAsOutcomes(
    createJobRunner({
      jobs,
      listActionTypes: () => store.listActionTypes(),
      runOnJenkins: () => Promise.reject(new Error("A test engine has no Jenkins.")),
      invokeFunction: () => Promise.reject(new Error("A test engine calls no functions.")),
    }),
  );
  const context = {
    clock,
    artifacts: createFileArtifactStore("/nowhere"),
    resources: localResourcesOf(store),
    workDirectory: () => "/nowhere",
    openLog: () => ({ line: () => undefined, flush: async () => undefined }),
    newId: () => ids.next(),
  };
  const engine = createEngine({
    store,
    clock,
    ids,
    region: REGION,
    accountId: ACCOUNT_ID,
    ...(quotas && { quotas }),
    jobs,
    // What a job worker answers is not scripted: the test plays the worker, through the API.
    runAction:
      runAction ??
      ((job, watch) =>
        isForWorkers(job.actionTypeId) ? workers.run(job, { ...context, ...watch }) : runner.runAction(job, watch)),
  });
  await engine.start();
  const sessions = createSessions({ key: "session-key", clock: systemClock, ids });
  const thirdPartyHooks = createThirdPartyHooks({
    engine,
    resources: localResourcesOf(store),
    secrets: { secret: () => Promise.reject(new Error("A test engine has no secrets.")) },
    fetch: () => Promise.reject(new Error("A test engine has no network.")),
  });
  const caller = { accountId: ACCOUNT_ID, region: REGION, principalArn: PRINCIPAL_ARN };
  const handle = withCheckedResponses(
    createRequestHandler(
      protocolOptions({
        services: [
          codePipelineService({
            engine,
            tokenKey: "page-token-key",
            sessions,
            endpointUrl: ENDPOINT_URL,
            thirdPartyHooks,
          }),
        ],
        receiveWebhook: (urlToken, delivery) => receiveWebhook(engine, urlToken, delivery),
        region: REGION,
        newRequestId: () => ids.next(),
        findCredential: (id) =>
          id === KEYS.accessKeyId ? { secretAccessKey: KEYS.secretAccessKey, caller } : undefined,
      }),
    ),
  );
  return {
    engine,
    clock,
    store,
    runner,
    handle,
    clientConfig: {
      region: REGION,
      credentials: KEYS,
      requestHandler: inProcess(handle),
      maxAttempts: 1,
    },
    async settled() {
      for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    },
  };
}
