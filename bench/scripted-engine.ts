import { randomUUID } from "node:crypto";
import { systemClock } from "@/lib/clock";
import { createEngineStore } from "@/lib/db/engine-store";
import { openEngineStoreConnection } from "@/lib/db/engine-store-connection";
import { createEngine } from "@/lib/engine/create-engine";
import type { Engine } from "@/lib/engine/engine";
import { createJobs } from "@/lib/engine/jobs/jobs";
import { LOCAL_ACCOUNT_ID, LOCAL_REGION } from "@/lib/engine/local-identity";
import { approvalAction, buildAction, declarePipeline, declareStage } from "@/lib/engine/testing/declare-pipeline";
import { isTerminal } from "@/lib/pipeline/execution";
import type { PipelineDeclaration } from "@/lib/pipeline/declaration";

/** An engine over PostgreSQL whose actions end well at once, so that only the engine's own work is measured. */
export interface ScriptedEngine {
  readonly engine: Engine;
  /** Runs one execution to its end, or until it waits for an approval. */
  run(pipelineName: string): Promise<void>;
  create(declaration: PipelineDeclaration): Promise<void>;
  stop(): Promise<void>;
}

export async function startScriptedEngine(url: string): Promise<ScriptedEngine> {
  const connection = openEngineStoreConnection(url);
  await connection.claim();
  const store = createEngineStore(connection.query);
  const ids = { next: () => randomUUID() };
  const waiting = new Map<string, () => void>();
  const engine = createEngine({
    store,
    clock: systemClock,
    ids,
    region: LOCAL_REGION,
    accountId: LOCAL_ACCOUNT_ID,
    jobs: createJobs({ store, clock: systemClock, ids }),
    runAction: async ({ actionTypeId }) => ({
      status: "Succeeded",
      ...(actionTypeId.category === "Source" && { revision: { revisionId: "0123456789abcdef" } }),
    }),
    onCommitted({ pipelineName }) {
      if (isAtRest(engine, pipelineName)) waiting.get(pipelineName)?.();
    },
  });
  await engine.start();

  async function atRest(pipelineName: string, begin: () => Promise<unknown>): Promise<void> {
    const rested = new Promise<void>((resolve) => waiting.set(pipelineName, resolve));
    await begin();
    await rested;
    waiting.delete(pipelineName);
  }

  return {
    engine,
    create: (declaration) =>
      atRest(declaration.name, () => engine.createPipeline(declaration, { tags: [], principalArn: "arn:bench" })),
    run: (pipelineName) =>
      atRest(pipelineName, () =>
        engine.submit(pipelineName, () => ({
          type: "executionStarted",
          pipelineExecutionId: ids.next(),
          trigger: { triggerType: "StartPipelineExecution" },
          variables: [],
          sourceOverrides: [],
        })),
      ),
    async stop() {
      await engine.stop();
      await connection.close();
    },
  };
}

/** Source, two builds side by side, one deployment; with `waits`, an approval before it. */
export function declareScripted(name: string, waits: boolean): PipelineDeclaration {
  return declarePipeline(
    [
      declareStage("Build", [buildAction("Compile"), buildAction("Lint")]),
      ...(waits ? [declareStage("Gate", [approvalAction("Review")])] : []),
      declareStage("Deploy", [buildAction("Install")]),
    ],
    { name },
  );
}

/** `count` actions one after the other, or side by side, in stages of 100 at most. */
export function declareMany(name: string, count: number, isChain: boolean): PipelineDeclaration {
  const perStage = Math.min(count, 100);
  const actions = Array.from({ length: perStage }, (_, index) =>
    buildAction(`Run${index}`, { runOrder: isChain ? index + 1 : 1 }),
  );
  const stages = Array.from({ length: count / perStage }, (_, index) => declareStage(`Run${index}`, actions));
  return declarePipeline(stages, { name });
}

function isAtRest(engine: Engine, pipelineName: string): boolean {
  return Object.values(engine.stateOf(pipelineName)?.executions ?? {}).every(({ record, stages }) => {
    if (isTerminal(record.status)) return true;
    const actions = Object.values(stages).flatMap((stage) => Object.values(stage.actions));
    return actions.some((action) => action.status === "InProgress" && action.approvalToken !== undefined);
  });
}
