import { randomUUID } from "node:crypto";
import path from "node:path";
import { DatabaseError } from "pg";
import { systemClock } from "@/lib/clock";
import { commitWithSync } from "@/lib/engine/store/commit-with-sync";
import { createEngineStore } from "@/lib/db/engine-store";
import { openEngineStoreConnection } from "@/lib/db/engine-store-connection";
import { AwsServiceError } from "@/lib/engine/aws-service-error";
import { createEngine } from "@/lib/engine/create-engine";
import type { ActionWatch, RunAction } from "@/lib/engine/engine";
import { createJobs } from "@/lib/engine/jobs/jobs";
import { createFileLogStore } from "@/lib/engine/logs/file-log-store";
import { findOperation } from "@/lib/engine/operations/operations";
import type { OperationContext } from "@/lib/engine/operations/operation";
import type { ActionJob } from "@/lib/engine/runners/runner";
import type { ActionExecutionRecord } from "@/lib/engine/records";
import type { ExecutionState } from "@/lib/engine/state";
import { declareCrashPipeline, LOG_GROUP, PIPELINES } from "./crash-pipelines";
import { openJournal } from "./journal";
import { randomFrom } from "./random";

/**
 * An engine that is going to be killed: the real store, log store and operations, with actions that write a few log
 * lines and end soon, and operators who never rest. Arguments: database URL, directory, seed, `drive` or `drain`.
 * With `drain`, and after SIGTERM, nobody operates: it ends by itself when nothing runs any more.
 */
const [databaseUrl = "", directory = "", seed = "1", mode = "drive"] = process.argv.slice(2);
const OPERATORS = 3;
const MOST_LIVE = 6;

const random = randomFrom(Number(seed));
const note = openJournal(directory);
const connection = openEngineStoreConnection(databaseUrl);
await connection.claim();
const logs = createFileLogStore({
  directory: path.join(directory, "logs"),
  clock: systemClock,
  onFault(error) {
    throw error;
  },
});
const store = commitWithSync(createEngineStore(connection.query), () => logs.sync());
const ids = { next: () => randomUUID() };
const engine = createEngine({
  store,
  clock: systemClock,
  ids,
  jobs: createJobs({ store, clock: systemClock, ids }),
  region: "us-east-1",
  accountId: "000000000001",
  runAction: (...run) => runAction(...run),
  // Half of them, so that both ways are killed.
  startsEarly: ({ actionName }) => actionName.length % 2 === 0,
});
const context = {
  engine,
  principalArn: "arn:aws:iam::000000000001:user/crash",
  region: "us-east-1",
  accountId: "000000000001",
} as OperationContext; // what the operations below use of it

await engine.start();
process.stdout.write("ready\n");
let isDriving = mode === "drive";
process.once("SIGTERM", () => (isDriving = false));
await Promise.all(Array.from({ length: OPERATORS }, operate));
await drain();

async function runAction(job: ActionJob, { signal, begun, report }: ActionWatch): ReturnType<RunAction> {
  await begun;
  note({ type: "began", pipelineName: job.pipelineName, attemptId: job.actionExecutionId });
  const log = logs.open(LOG_GROUP, job.actionExecutionId);
  report({ externalExecutionId: job.actionExecutionId, summary: "Under way" });
  for (let count = random.below(4); count > 0 && !signal.aborted; count -= 1) {
    const line = `line ${count} of ${job.actionName}`;
    log.line(line);
    await log.flush();
    note({ type: "logged", stream: job.actionExecutionId, line });
    await sleep(random.below(4));
  }
  if (random.oneIn(8)) return { status: "Failed", errorCode: "JobFailed", message: "It broke." };
  const revision = { revisionId: randomUUID() };
  return { status: "Succeeded", ...(job.actionTypeId.category === "Source" && { revision }) };
}

async function operate(): Promise<void> {
  while (isDriving) {
    try {
      await operateOnce();
    } catch (error) {
      // A database that has no room says so, and whoever asked is told of a fault: nothing was acknowledged.
      if (!(error instanceof AwsServiceError || error instanceof DatabaseError)) throw error;
    }
    await sleep(random.below(5));
  }
}

async function operateOnce(): Promise<void> {
  const pipelineName = random.pick(Object.keys(PIPELINES)) ?? "";
  const state = engine.stateOf(pipelineName);
  if (!state) return void (await call("CreatePipeline", { pipeline: declareCrashPipeline(pipelineName) }));
  const executions = Object.values(state.executions);
  const live = executions.filter(({ record }) => record.status === "InProgress");
  const pipelineExecutionId = random.pick(executions)?.record.pipelineExecutionId ?? "";
  const stageName = random.pick(["Source", "Build", "Gate", "Deploy"]) ?? "";
  switch (random.below(14)) {
    case 0:
      await call("StopPipelineExecution", { pipelineName, pipelineExecutionId, abandon: random.oneIn(2) });
      return note({ type: "stopped", pipelineName, pipelineExecutionId });
    case 1:
    case 2:
      await call("RetryStageExecution", {
        pipelineName,
        stageName,
        pipelineExecutionId,
        retryMode: random.pick(["FAILED_ACTIONS", "ALL_ACTIONS"]),
      });
      return;
    case 3:
      await call("DisableStageTransition", { pipelineName, stageName, transitionType: "Inbound", reason: "freeze" });
      return;
    case 4:
    case 5:
      await call("EnableStageTransition", { pipelineName, stageName, transitionType: "Inbound" });
      return;
    case 6:
      if (!random.oneIn(6)) return;
      await call("UpdatePipeline", { pipeline: declareCrashPipeline(pipelineName) });
      return note({ type: "updated", pipelineName, version: engine.stateOf(pipelineName)?.version ?? 0 });
    case 7:
    case 8:
    case 9:
      return answer(pipelineName);
    case 10:
      if (pipelineName === "temporary") await call("DeletePipeline", { name: pipelineName });
      return;
    default: {
      if (live.length >= MOST_LIVE) return;
      const started = await call("StartPipelineExecution", { name: pipelineName });
      const id = (started as { readonly pipelineExecutionId: string }).pipelineExecutionId; // as the operation has it
      note({ type: "started", pipelineName, pipelineExecutionId: id });
    }
  }
}

async function answer(pipelineName: string): Promise<void> {
  const actions = Object.values(engine.stateOf(pipelineName)?.executions ?? {})
    .flatMap(({ stages }) => Object.values(stages))
    .flatMap((stage) => Object.values(stage.actions));
  const asked = random.pick(actions.filter(isAsked));
  if (!asked) return;
  const approved = !random.oneIn(5);
  await call("PutApprovalResult", {
    pipelineName,
    stageName: asked.stageName,
    actionName: asked.actionName,
    token: asked.approvalToken,
    result: { status: approved ? "Approved" : "Rejected", summary: "as it is" },
  });
  note({ type: "answered", actionExecutionId: asked.actionExecutionId, approved });
}

function isAsked(action: ActionExecutionRecord): action is Extract<ActionExecutionRecord, { status: "InProgress" }> {
  return action.status === "InProgress" && action.approvalToken !== undefined;
}

function call(operation: string, input: unknown): Promise<unknown> {
  const found = findOperation(operation);
  if (!found) throw new Error(`There is no operation ${operation}.`);
  return found(input, context);
}

/** Until only approvals wait. */
async function drain(): Promise<void> {
  while (engine.states().some((state) => Object.values(state.executions).some(isMoving))) await sleep(5);
  await engine.stop();
  await logs.close();
  await connection.close();
}

function isMoving({ stages }: ExecutionState): boolean {
  return Object.values(stages)
    .flatMap(({ actions, conditions }) => [
      ...Object.values(actions).filter((action) => !isAsked(action)),
      ...Object.values(conditions).flatMap(({ rules }) => Object.values(rules)),
    ])
    .some(({ status }) => status === "InProgress");
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
