import { z } from "zod";
import { PIPELINE_EXECUTION_STATUSES } from "@/lib/pipeline/execution";
import { revisionRecord } from "@/lib/pipeline/execution-record";
import type { DbOrTransaction } from "./client";
import { Prisma } from "./generated/client";
import { instant } from "./instant";

/** So many executions before one are looked through. */
const LOOKED_THROUGH = 500;

const earlierArtifactRow = z.object({
  pipelineExecutionId: z.string(),
  status: z.enum(PIPELINE_EXECUTION_STATUSES),
  startedAt: instant,
  sourceRevisions: z.array(revisionRecord).catch([]),
  bucket: z.string(),
  key: z.string(),
});
export type EarlierArtifactRow = z.infer<typeof earlierArtifactRow>;

interface WantedArtifact {
  readonly pipelineId: string;
  readonly stageName: string;
  readonly actionName: string;
  readonly artifactName: string;
  readonly side: "input" | "output";
  /** Epoch milliseconds. */
  readonly startedBefore: number;
  readonly limit?: number;
}

/** Executions begun before an instant in which an action took or gave an artifact of that name, newest first. */
export async function listEarlierArtifacts(
  db: DbOrTransaction,
  { pipelineId, stageName, actionName, artifactName, side, startedBefore, limit = LOOKED_THROUGH }: WantedArtifact,
): Promise<EarlierArtifactRow[]> {
  const artifacts =
    side === "input" ? Prisma.sql`action.input -> 'inputArtifacts'` : Prisma.sql`action.output -> 'outputArtifacts'`;
  const rows = await db.$queryRaw`
    SELECT run.pipeline_execution_id AS "pipelineExecutionId", run.status, run.started_at AS "startedAt",
      run.source_revisions AS "sourceRevisions", artifact.bucket, artifact.key
    FROM (
      SELECT * FROM pipeline_execution
      WHERE pipeline_id = ${pipelineId}::uuid AND started_at < ${new Date(startedBefore)}
      ORDER BY started_at DESC LIMIT ${LOOKED_THROUGH}
    ) AS run, LATERAL (
      SELECT item ->> 'bucket' AS bucket, item ->> 'key' AS key
      FROM action_execution action, jsonb_array_elements(coalesce(${artifacts}, '[]')) AS item
      WHERE action.pipeline_id = run.pipeline_id AND action.pipeline_execution_id = run.pipeline_execution_id
        AND stage_name = ${stageName} AND action_name = ${actionName} AND item ->> 'name' = ${artifactName}
        AND item ->> 'bucket' IS NOT NULL AND item ->> 'key' IS NOT NULL
      ORDER BY action.started_at DESC LIMIT 1
    ) AS artifact
    ORDER BY run.started_at DESC
    LIMIT ${limit}`;
  return z.array(earlierArtifactRow).parse(rows);
}
