import "server-only";
import { DAY_MS } from "@/lib/analytics/delivery";
import { recordAuditEvent } from "@/lib/db/audit-events";
import type { DbOrTransaction } from "@/lib/db/client";
import { refreshDailyStats } from "@/lib/db/daily-stats";
import { declarationJson } from "@/lib/db/declaration-json";
import { markExecutionsDetailed, upsertActionExecutions, upsertExecutions } from "@/lib/db/execution-writes";
import { sharedDb } from "@/lib/db/shared-client";
import { demoHistory, DEMO_DAYS } from "./demo-history";
import { listDemoPipelines, type DemoPipeline } from "./demo-pipelines";
import { createRandom, type Random } from "./random";
import { storedAction, storedExecution } from "./stored-history";

/** Any number will do, as long as it stays: it decides the whole history. */
const SEED = 20_260_915;
const NOBODY = "00000000-0000-0000-0000-000000000000";
const TRANSACTION = { timeout: 120_000, maxWait: 10_000 };

/**
 * Adds the demo connection with 90 days of computed history, once in the life of a workspace: removed demo data does
 * not come back. @returns true when it was added
 */
export async function seedDemo(now: number): Promise<boolean> {
  return sharedDb().$transaction(async (transaction) => {
    const seeded = await transaction.auditEvent.findFirst({ where: { action: "demo.seed" }, select: { id: true } });
    if (seeded) return false;
    const connection = await transaction.connection.create({
      data: {
        slug: "demo",
        name: "Demo data",
        region: "eu-west-1",
        credentialSource: "default-chain",
        isDemo: true,
        health: "ok",
        healthMessage: "Computed by the engine's own rules on a virtual clock. Nothing here ever ran.",
      },
      select: { id: true },
    });
    const random = createRandom(SEED);
    for (const pipeline of listDemoPipelines())
      await seedPipeline(transaction, { connectionId: connection.id, pipeline, random, now });
    await recordAuditEvent(transaction, { action: "demo.seed", subjectType: "connection", subjectId: connection.id });
    return true;
  }, TRANSACTION);
}

interface SeedPipelineOptions {
  readonly connectionId: string;
  readonly pipeline: DemoPipeline;
  readonly random: Random;
  readonly now: number;
}

async function seedPipeline(
  db: DbOrTransaction,
  { connectionId, pipeline, random, now }: SeedPipelineOptions,
): Promise<void> {
  const startAt = now - DEMO_DAYS * DAY_MS;
  const versions = pipeline.versions.map(({ fromDay, declaration }, index) => ({
    number: index + 1,
    createdAt: new Date(startAt + fromDay * DAY_MS),
    declaration: { ...declaration, version: index + 1 },
  }));
  const live = versions.at(-1);
  if (!live) return;
  const { id: pipelineId } = await db.pipeline.create({
    data: {
      connectionId,
      name: live.declaration.name,
      liveVersion: live.number,
      liveDeclaration: declarationJson(live.declaration),
      liveUpdatedAt: live.createdAt,
      syncedAt: new Date(now),
      createdAt: new Date(startAt),
      versions: {
        create: versions.map(({ number, createdAt, declaration }) => ({
          number,
          createdAt,
          liveVersion: number,
          declaration: declarationJson(declaration),
          message: number === 1 ? "First version" : "Run the tests one after the other",
          authorId: NOBODY,
          authorName: "Demo data",
        })),
      },
    },
    select: { id: true },
  });
  const history = demoHistory(pipeline, random, now);
  const executions = history.executions.map(storedExecution);
  await upsertExecutions(db, { pipelineId, executions });
  await upsertActionExecutions(db, { pipelineId, actions: history.actionExecutions.map(storedAction) });
  const pipelineExecutionIds = executions.map(({ pipelineExecutionId }) => pipelineExecutionId);
  await markExecutionsDetailed(db, { pipelineId, pipelineExecutionIds, readAt: now });
  await refreshDailyStats(db, { pipelineId, fromAt: startAt - DAY_MS, toAt: now });
}
