import { FakeClock, systemClock } from "@/lib/clock";
import { createStoredObjects } from "../buckets/stored-objects";
import { createEngine } from "../create-engine";
import type { Engine } from "../engine";
import { idsFrom } from "../ids";
import { codePipelineService } from "../protocol/code-pipeline-service";
import { createRequestHandler } from "../protocol/handle-request";
import { inProcess } from "../protocol/in-process";
import { createMemoryStore, type MemoryStore } from "../store/memory-store";
import { withCheckedResponses } from "./check-response";
import { createScriptedRunner, type ScriptedRunner } from "./scripted-runner";

const KEYS = { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "not-a-real-secret" };
export const ACCOUNT_ID = "123456789012";
export const REGION = "us-east-1";
export const PRINCIPAL_ARN = `arn:aws:iam::${ACCOUNT_ID}:user/penstock`;

export interface TestEngine {
  readonly engine: Engine;
  readonly clock: FakeClock;
  readonly store: MemoryStore;
  readonly runner: ScriptedRunner;
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
 */
export async function startTestEngine(store: MemoryStore = createMemoryStore()): Promise<TestEngine> {
  const clock = new FakeClock();
  const runner = createScriptedRunner();
  const ids = idsFrom("0a1b2c3d-4e5f-4607-9182-a3b4c5d6e7f8");
  const engine = createEngine({
    store,
    clock,
    ids,
    region: REGION,
    accountId: ACCOUNT_ID,
    runAction: runner.runAction,
  });
  await engine.start();
  const caller = { accountId: ACCOUNT_ID, region: REGION, principalArn: PRINCIPAL_ARN };
  const handle = createRequestHandler({
    services: [codePipelineService(engine, { tokenKey: "page-token-key" })],
    objects: createStoredObjects([]),
    region: REGION,
    // The client dates its signatures by the machine's clock.
    clock: systemClock,
    newRequestId: () => ids.next(),
    findCredential: (id) => (id === KEYS.accessKeyId ? { secretAccessKey: KEYS.secretAccessKey, caller } : undefined),
    onFault: (error) => {
      throw error;
    },
  });
  return {
    engine,
    clock,
    store,
    runner,
    clientConfig: {
      region: REGION,
      credentials: KEYS,
      requestHandler: inProcess(withCheckedResponses(handle)),
      maxAttempts: 1,
    },
    async settled() {
      for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    },
  };
}
