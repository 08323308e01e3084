import { randomUUID } from "node:crypto";
import type { Db } from "@/lib/db/client";
import type { ArtifactAddress } from "@/lib/contracts/artifact";
import { BUCKET } from "./artifact-bucket";

const STARTED_AT = Date.parse("2026-11-20T08:00:00.000Z");
const MINUTE = 60_000;

/** The pipeline `shop-api` of a connection `test` to that endpoint. @returns its id */
export async function storePipeline(db: Db, endpointUrl: string): Promise<string> {
  const connection = await db.connection.create({
    data: { slug: "test", name: "Test", region: "us-east-1", credentialSource: "default-chain", endpointUrl },
  });
  const pipeline = await db.pipeline.create({
    data: { connectionId: connection.id, name: "shop-api", liveVersion: 1 },
  });
  return pipeline.id;
}

/** An execution, so many minutes after the first, whose action Build gave the artifact BuildOut at that key. */
export async function storeRun(db: Db, pipelineId: string, { minute, key }: { minute: number; key: string | null }) {
  const [pipelineExecutionId, actionExecutionId] = [randomUUID(), randomUUID()];
  const startedAt = new Date(STARTED_AT + minute * MINUTE);
  await db.pipelineExecution.create({
    data: {
      pipelineId,
      pipelineExecutionId,
      status: "Succeeded",
      startedAt,
      lastUpdatedAt: startedAt,
      actions: {
        create: [
          {
            actionExecutionId,
            stageName: "Build",
            actionName: "Build",
            category: "Build",
            owner: "AWS",
            provider: "CodeBuild",
            status: "Succeeded",
            startedAt,
            lastUpdatedAt: startedAt,
            output: { outputArtifacts: [{ name: "BuildOut", bucket: key && BUCKET, key }], outputVariables: {} },
          },
        ],
      },
    },
  });
  const address: ArtifactAddress = {
    connection: "test",
    pipelineName: "shop-api",
    pipelineExecutionId,
    actionExecutionId,
    artifactName: "BuildOut",
  };
  return address;
}
