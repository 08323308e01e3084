import { randomBytes, randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import path from "node:path";
import { systemClock } from "@/lib/clock";
import { createEngineStore } from "@/lib/db/engine-store";
import { openEngineStoreConnection } from "@/lib/db/engine-store-connection";
import { createFileArtifactStore } from "@/lib/engine/artifacts/file-artifact-store";
import { writeAwsProfile } from "@/lib/engine/aws-profile";
import { createObjectRemover } from "@/lib/engine/buckets/object-remover";
import { createObjectWriter } from "@/lib/engine/buckets/object-writer";
import { createStoredObjects } from "@/lib/engine/buckets/stored-objects";
import { createStacks } from "@/lib/engine/cloudformation/create-stacks";
import { readTemplateObject } from "@/lib/engine/cloudformation/read-template-object";
import { createEngine } from "@/lib/engine/create-engine";
import { createDelivery } from "@/lib/engine/delivery/delivery";
import { createFaultInjection } from "@/lib/engine/faults/fault-injection";
import type { FaultRule } from "@/lib/engine/faults/fault-rule";
import { describeFaultRules, readFaultRules } from "@/lib/engine/faults/read-fault-rules";
import { startHttpServer } from "@/lib/engine/http-server";
import { createJobs } from "@/lib/engine/jobs/jobs";
import { isRunningOutput } from "@/lib/engine/jobs/running-output";
import { LOCAL_ACCOUNT_ID, LOCAL_PRINCIPAL_ARN, LOCAL_REGION } from "@/lib/engine/local-identity";
import { localResourcesOf } from "@/lib/engine/local-resources-of";
import { createFileLogStore } from "@/lib/engine/logs/file-log-store";
import { startExecution } from "@/lib/engine/operations/start-pipeline-execution";
import { codePipelineService } from "@/lib/engine/protocol/code-pipeline-service";
import { codebuildService } from "@/lib/engine/protocol/codebuild-service";
import type { StartPipelineExecutionInput } from "@/lib/engine/protocol/generated/service-types";
import { createRequestHandler } from "@/lib/engine/protocol/handle-request";
import { logsService } from "@/lib/engine/protocol/logs-service";
import { penstockEngineService } from "@/lib/engine/protocol/penstock-engine-service";
import { cloudFormationService } from "@/lib/engine/protocol/query/cloudformation-service";
import { stsService } from "@/lib/engine/protocol/query/sts-service";
import { ssmService } from "@/lib/engine/protocol/ssm-service";
import type { Credential } from "@/lib/engine/protocol/verify-signature";
import { readQuotas } from "@/lib/engine/read-quotas";
import { removeDirectory } from "@/lib/engine/remove-directory";
import { createRunAction } from "@/lib/engine/run-action";
import { createFileSecrets } from "@/lib/engine/runners/codebuild/secrets";
import { createBuildRecords, createMirrors, createRunners } from "@/lib/engine/runners/create-runners";
import { createFunctionVersions } from "@/lib/engine/runners/lambda/function-versions";
import { killOrphanedBuilds } from "@/lib/engine/runners/processes/kill-strays";
import { makePipesDirectory } from "@/lib/engine/runners/processes/pipes-directory";
import type { ActionJob } from "@/lib/engine/runners/runner";
import { startsEarly } from "@/lib/engine/runners/starts-early";
import { createSessions, sessionPrincipalArn } from "@/lib/engine/session-credentials";
import { createSourceWatchPort } from "@/lib/engine/source-watch/engine-source-watch-port";
import { createPullRequestReporter } from "@/lib/engine/source-watch/report-pull-request";
import { createSourceWatch } from "@/lib/engine/source-watch/source-watch";
import { commitWithSync } from "@/lib/engine/store/commit-with-sync";
import { receiveWebhook } from "@/lib/engine/webhooks/receive-webhook";
import { createThirdPartyHooks } from "@/lib/engine/webhooks/third-party/third-party-hooks";
import { readEnv } from "@/lib/env";

const GIVE_UP_WITHIN_MS = 5_000;
const WAKE_DELIVERY_AFTER_MS = 25;

/** The engine process: joins the parts of lib/engine to PostgreSQL, the data directory and a loopback port. */
const env = readEnv();
if (!env.DATABASE_URL) fail("DATABASE_URL is not set. Start the engine with `npm run engine`, which sets it.");
const inDataDir = (...names: string[]): string => path.join(env.PENSTOCK_DATA_DIR, ...names);

let isWakeDue = false;
const clock = systemClock;
const ids = { next: () => randomUUID() };
const connection = openEngineStoreConnection(env.DATABASE_URL, giveUp);
await connection.claim().catch((error: Error) => fail(`The engine cannot use its database: ${error.message}`));
const logs = createFileLogStore({
  directory: inDataDir("logs", "actions"),
  clock,
  onFault: (error) => report(`Log lines could not be written: ${String(error)}`),
});
const store = commitWithSync(createEngineStore(connection.query), () => logs.sync());
const target =
  env.PENSTOCK_INGEST_URL && env.PENSTOCK_INGEST_KEY
    ? { url: env.PENSTOCK_INGEST_URL, key: env.PENSTOCK_INGEST_KEY }
    : undefined;
const delivery = createDelivery({ store, clock, post: fetch, ...(target && { ownTarget: target }), onFault: report });

const endpointUrl = `http://127.0.0.1:${env.PENSTOCK_ENGINE_PORT}`;
const keys = await writeAwsProfile({
  directory: inDataDir("aws"),
  region: LOCAL_REGION,
  endpointUrl,
  newKeys: () => ({
    accessKeyId: `AKIAPENSTOCK${randomBytes(4).toString("hex").toUpperCase()}`,
    secretAccessKey: randomBytes(30).toString("base64url"),
  }),
});
const sessions = createSessions({ key: keys.secretAccessKey, clock, ids });

const faults = createFaultInjection(Math.random);
const onFaultRules = (rules: readonly FaultRule[]): void => report(describeFaultRules(rules));
if (env.PENSTOCK_FAULTS) {
  const rules = await readFaultRules(env.PENSTOCK_FAULTS).catch((error: Error) => fail(error.message));
  faults.replace(rules);
  onFaultRules(rules);
}

const workRoot = inDataDir("work");
await killOrphanedBuilds(workRoot);
await removeDirectory(workRoot).catch((error: unknown) => report(`${workRoot} could not be removed: ${String(error)}`));
for (const movedBack of await createFunctionVersions(inDataDir("lambda")).rollBackShifts()) report(movedBack);
const resources = localResourcesOf(store);
const dataDirectory = env.PENSTOCK_DATA_DIR;
const pipesRoot = await makePipesDirectory(dataDirectory);
process.once("exit", () => rmSync(pipesRoot, { recursive: true, force: true }));
const buildRecords = createBuildRecords(dataDirectory);
const mirrors = createMirrors(dataDirectory);
const jobs = createJobs({ store, clock, ids });
const quotas = await readQuotas(env.PENSTOCK_QUOTAS_FILE ?? inDataDir("quotas.json"), {
  isNamed: env.PENSTOCK_QUOTAS_FILE !== undefined,
}).catch((error: Error) => fail(error.message));
const objects = createStoredObjects([inDataDir("artifacts"), inDataDir("s3")]);
const readObject = readTemplateObject(objects);
const secrets = createFileSecrets(inDataDir("secrets.json"));
const stacks = createStacks({
  store,
  clock,
  ids,
  accountId: LOCAL_ACCOUNT_ID,
  region: LOCAL_REGION,
  codePipeline: { invoke: (name, body, caller) => codePipeline.invoke(name, body, caller) },
  hasPipeline: (name) => engine.stateOf(name) !== undefined,
  readObject,
  secrets,
});
const engine = createEngine({
  store,
  clock,
  ids,
  region: LOCAL_REGION,
  accountId: LOCAL_ACCOUNT_ID,
  quotas,
  jobs,
  runAction: createRunAction({
    clock,
    ids,
    artifacts: createFileArtifactStore(inDataDir("artifacts")),
    resources,
    quotas,
    workRoot,
    findRunner: createRunners({
      dataDirectory,
      // Below, where nobody else can put anything in its place.
      pipesDirectory: path.join(pipesRoot, "names"),
      mirrors,
      buildRecords,
      executionUrl,
      sessions,
      endpointUrl: () => endpointUrl,
      startPipeline,
      stacks,
      fetch,
      jobs,
      listActionTypes: () => store.listActionTypes(),
    }),
    openLog: (group, stream) => logs.open(group, stream),
  }),
  startsEarly,
  onCommitted: wakeDelivery,
});

const sourceWatchPort = createSourceWatchPort(engine);
const sourceWatch = createSourceWatch({
  port: sourceWatchPort,
  resources,
  mirrors,
  objects: createStoredObjects([inDataDir("s3")]),
  clock,
  onFault: report,
});
const thirdPartyHooks = createThirdPartyHooks({ engine, resources, secrets, fetch });
const codePipeline = codePipelineService({
  engine,
  tokenKey: keys.secretAccessKey,
  sessions,
  endpointUrl,
  thirdPartyHooks,
});
const reportPullRequest = createPullRequestReporter({ port: sourceWatchPort, resources, mirrors, clock, ids });

/** For actions that start other pipelines. */
async function startPipeline(input: StartPipelineExecutionInput, principalArn: string): Promise<string> {
  return (await startExecution(input, { engine, accountId: LOCAL_ACCOUNT_ID, principalArn })).pipelineExecutionId;
}

function findCredential(accessKeyId: string, sessionToken: string | undefined): Credential | undefined {
  const caller = { accountId: LOCAL_ACCOUNT_ID, region: LOCAL_REGION, principalArn: LOCAL_PRINCIPAL_ARN };
  if (accessKeyId === keys.accessKeyId) return { secretAccessKey: keys.secretAccessKey, caller };
  const session = sessionToken === undefined ? undefined : sessions.find(accessKeyId, sessionToken);
  if (!session) return undefined;
  const principalArn = sessionPrincipalArn(session.scope, LOCAL_ACCOUNT_ID);
  return { ...session, caller: { ...caller, principalArn, scope: session.scope } };
}

await engine.start();
await stacks.recover();
sourceWatch.start();
await delivery.start();
const server = await startHttpServer({
  port: env.PENSTOCK_ENGINE_PORT,
  handle: createRequestHandler({
    services: [
      codePipeline,
      logsService(logs),
      codebuildService(buildRecords),
      penstockEngineService({ store, delivery, faults, onFaultRules, reportPullRequest }),
      ssmService((name) => stacks.findParameter(name)),
    ],
    queryServices: [stsService(sessions), cloudFormationService({ stacks, readObject })],
    objects,
    writer: createObjectWriter({
      rootOf: (location) => inDataDir(isRunningOutput(engine.states(), location) ? "artifacts" : "s3"),
      newId: () => randomUUID(),
    }),
    remover: createObjectRemover([inDataDir("artifacts"), inDataDir("s3")]),
    faults,
    receiveWebhook: (urlToken, delivery) => receiveWebhook(engine, urlToken, delivery),
    region: LOCAL_REGION,
    clock,
    newRequestId: () => randomUUID(),
    findCredential,
    onFault: (error, requestId) => report(`Request ${requestId} failed: ${stackOf(error)}`),
  }),
}).catch((error: Error) => fail(`The engine cannot listen on port ${env.PENSTOCK_ENGINE_PORT}: ${error.message}`));
console.log(`The engine is ready: http://127.0.0.1:${server.port}`);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    stop().then(
      () => process.exit(0),
      (error: unknown) => fail(stackOf(error)),
    );
  });
}

/** Handing announcements on is a transaction too, so those of a burst of commits share one. */
function wakeDelivery(): void {
  if (isWakeDue) return;
  isWakeDue = true;
  clock.setTimer(WAKE_DELIVERY_AFTER_MS, () => {
    isWakeDue = false;
    delivery.wake();
  });
}

/** The page of an action's execution, where the web process shows it. */
function executionUrl({ pipelineName, pipelineExecutionId }: ActionJob): string {
  const origin = target ? new URL(target.url).origin : `http://127.0.0.1:${env.PORT}`;
  return `${origin}/pipelines/local/${encodeURIComponent(pipelineName)}/executions/${pipelineExecutionId}`;
}

/** Another engine has the database: what ran here ends, and nothing of it is told to anybody. */
function giveUp(): void {
  report("Another engine has taken this database. This one stops.");
  clock.setTimer(GIVE_UP_WITHIN_MS, () => process.exit(1));
  void stop().finally(() => process.exit(1));
}

/** In this order: nothing new comes in, running actions end, then what they left is made durable. */
async function stop(): Promise<void> {
  await server.close();
  await sourceWatch.stop();
  await engine.stop();
  await Promise.all([logs.close(), delivery.stop()]);
  await connection.close();
}

function report(message: string): void {
  console.error(message); // whoever keeps it adds the time
}

function fail(message: string): never {
  report(message);
  process.exit(1);
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
