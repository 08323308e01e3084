import { z } from "zod";
import type { DbOrTransaction } from "./client";
import { instant } from "./instant";

const commandRow = z.object({
  at: instant,
  actorName: z.string(),
  action: z.enum(["transition.enable", "transition.disable", "execution.stop", "condition.override"]),
  stageName: z.string().nullable(),
  reason: z.string().nullable(),
  conditionType: z.string().nullable(),
});
export type PastCommand = z.infer<typeof commandRow>;

const MOST_COMMANDS = 2_000;

/** Commands that succeeded: turns of the pipeline's transitions, and what was asked of the execution. Oldest first. */
export async function listPastCommands(
  db: DbOrTransaction,
  { pipelineId, pipelineExecutionId }: { readonly pipelineId: string; readonly pipelineExecutionId: string },
): Promise<PastCommand[]> {
  const rows = await db.$queryRaw`
    SELECT event.at, event.actor_name AS "actorName", event.action, event.detail ->> 'stageName' AS "stageName",
           event.detail ->> 'reason' AS reason, event.detail ->> 'conditionType' AS "conditionType"
    FROM audit_event event JOIN audit_outcome outcome ON outcome.event_id = event.id
    WHERE event.subject_id = ${pipelineId} AND outcome.status = 'succeeded'
      AND (event.action IN ('transition.enable', 'transition.disable')
        OR (event.action IN ('execution.stop', 'condition.override')
          AND event.detail ->> 'pipelineExecutionId' = ${pipelineExecutionId}))
    ORDER BY event.at DESC, event.id DESC
    LIMIT ${MOST_COMMANDS}`;
  return z.array(commandRow).parse(rows).toReversed();
}
