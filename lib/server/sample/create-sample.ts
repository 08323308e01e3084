import "server-only";
import path from "node:path";
import { connectionClients } from "@/lib/aws/connection-clients";
import { putLocalResource } from "@/lib/aws/local-resources";
import { createPipeline } from "@/lib/aws/pipelines";
import { recordAuditEvent } from "@/lib/db/audit-events";
import { sharedDb } from "@/lib/db/shared-client";
import { readEnv } from "@/lib/env";
import { getLocalConnection } from "../local-resources/local-connection";
import { createSampleRepository } from "./create-sample-repository";
import { SAMPLE_DEPLOYMENT_GROUP, SAMPLE_NAME, SAMPLE_PIPELINE } from "./sample-pipeline";

const SOURCE_DIRECTORY = "prisma/seed/hello-web";

/**
 * Gives a new workspace something that runs: a real Git repository, bound on this machine, and its pipeline on the local
 * engine, whose first execution starts at once. Happens once in the life of a workspace, so a deleted sample stays
 * deleted. @returns true when it was created
 */
export async function createSample(): Promise<boolean> {
  const db = sharedDb();
  const created = await db.auditEvent.findFirst({ where: { action: "sample.create" }, select: { id: true } });
  if (created) return false;
  const connection = await getLocalConnection();
  const { PENSTOCK_DATA_DIR: dataDir } = readEnv();

  const repository = path.join(dataDir, "repositories", SAMPLE_NAME);
  await createSampleRepository(path.resolve(SOURCE_DIRECTORY), repository);
  await putLocalResource(connection, { type: "repository", name: SAMPLE_NAME, url: repository });
  await putLocalResource(connection, {
    type: "deployment-group",
    name: `${SAMPLE_NAME}/${SAMPLE_DEPLOYMENT_GROUP}`,
    targets: [{ name: "this-machine", rootDirectory: path.join(dataDir, "deployments", SAMPLE_NAME) }],
  });
  await db.$transaction(async (transaction) => {
    await recordAuditEvent(transaction, { action: "sample.create", subjectType: "pipeline", subjectId: SAMPLE_NAME });
    await createPipeline(connectionClients(connection), SAMPLE_PIPELINE);
  });
  return true;
}
