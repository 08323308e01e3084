import { z } from "zod";
import type { DbOrTransaction } from "./client";

const starterRow = z.object({ actorName: z.string() });

/** The command is on record just before the execution begins; clocks of two machines may differ. */
const BEFORE_MS = 600_000;
const AFTER_MS = 120_000;

/** Who started an execution, or rolled a stage back to it, through Penstock; null when nobody did. */
export async function findExecutionStarter(
  db: DbOrTransaction,
  execution: { readonly pipelineId: string; readonly pipelineExecutionId: string; readonly startedAt: number },
): Promise<string | null> {
  const { pipelineId, pipelineExecutionId, startedAt } = execution;
  const rows = await db.$queryRaw`
    SELECT event.actor_name AS "actorName"
    FROM audit_event event JOIN audit_outcome outcome ON outcome.event_id = event.id
    WHERE event.at BETWEEN ${new Date(startedAt - BEFORE_MS)} AND ${new Date(startedAt + AFTER_MS)}
      AND event.action IN ('execution.start', 'execution.rollback')
      AND event.subject_id = ${pipelineId}
      AND outcome.detail ->> 'pipelineExecutionId' = ${pipelineExecutionId}
    LIMIT 1`;
  return z.array(starterRow).parse(rows)[0]?.actorName ?? null;
}
