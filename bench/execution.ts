import { randomUUID } from "node:crypto";
import path from "node:path";
import { createDb } from "@/lib/db/client";
import { declarationJson } from "@/lib/db/declaration-json";
import { pipelineDeclaration } from "@/lib/pipeline/declaration";
import { withSignedInPage } from "@/scripts/testing/signed-in-page";
import { startStack, withFolder } from "@/scripts/testing/stack";
import { framesWhile } from "./browser/frames";
import { largePipeline } from "./browser/large-pipeline";
import { reportPageLoad } from "./browser/page-load";
import { withDatabase } from "./database";
import { atRate, openChanges } from "./live-changes";
import { reportFrames, type Report } from "./report";

const CONNECTION = "bench";
const CHANGES = { perSecond: 5, seconds: 20 };
/** Of 500, so that the rest of the run is under way. */
const FINISHED = 420;

/** The page of a running execution with 500 actions: what it takes to open, and its frames while actions change. */
export async function benchExecution(report: Report): Promise<void> {
  await withFolder((folder) =>
    withDatabase(path.join(folder, "database"), async (database) => {
      const { name, address, running } = await fillExecution(database);
      const stack = await startStack({
        dataDir: path.join(folder, "data"),
        env: { DATABASE_URL: database, PENSTOCK_DEMO: "off" },
      });
      const changes = await openChanges(database, CONNECTION);
      try {
        await withSignedInPage(stack.url, async (page) => {
          const url = `${stack.url}/pipelines/${address}`;
          await reportPageLoad(page, { name: "execution", url, selector: 'ol[aria-label="Actions"] button', report });
          const frames = await framesWhile(page, () =>
            atRate(CHANGES, (index) => changes.toggleAction(name, running[index % running.length] ?? "")),
          );
          reportFrames(report, "execution.live", frames);
        });
      } finally {
        await changes.stop();
        await stack.stop();
      }
    }),
  );
}

/** @returns where its page is, and the actions that run */
async function fillExecution(url: string): Promise<{ name: string; address: string; running: readonly string[] }> {
  const db = createDb(url);
  const declaration = pipelineDeclaration.parse(largePipeline());
  const { name } = declaration;
  const { id: connectionId } = await db.connection.create({
    data: {
      slug: CONNECTION,
      name: "Bench",
      region: "eu-west-1",
      credentialSource: "default-chain",
      isDemo: true,
      health: "ok",
    },
    select: { id: true },
  });
  const pipelineExecutionId = randomUUID();
  const startedAt = Date.now() - 3_600_000;
  const actions = declaration.stages.flatMap((stage, stageIndex) =>
    stage.actions.map((action, index) => {
      const at = startedAt + (stageIndex * stage.actions.length + index) * 5_000;
      return { ...action, stageName: stage.name, actionExecutionId: randomUUID(), at };
    }),
  );
  const isFinished = (index: number): boolean => index < FINISHED;
  await db.pipeline.create({
    data: {
      connectionId,
      name,
      liveVersion: 1,
      liveDeclaration: declarationJson(declaration),
      syncedAt: new Date(),
      executions: {
        create: {
          pipelineExecutionId,
          status: "InProgress",
          pipelineVersion: 1,
          startedAt: new Date(startedAt),
          lastUpdatedAt: new Date(),
          syncedAt: new Date(),
          actions: {
            createMany: {
              data: actions.map(({ name: actionName, stageName, actionTypeId, actionExecutionId, at }, index) => ({
                actionExecutionId,
                stageName,
                actionName,
                category: actionTypeId.category,
                owner: actionTypeId.owner,
                provider: actionTypeId.provider,
                status: isFinished(index) ? "Succeeded" : "InProgress",
                startedAt: new Date(at),
                lastUpdatedAt: new Date(at + 4_000),
              })),
            },
          },
        },
      },
    },
    select: { id: true },
  });
  await db.$disconnect();
  return {
    name,
    address: `${CONNECTION}/${name}/executions/${pipelineExecutionId}`,
    running: actions.filter((_, index) => !isFinished(index)).map(({ actionExecutionId }) => actionExecutionId),
  };
}
