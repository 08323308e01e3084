import { z } from "zod";
import { sourceRevision } from "./execution-summary";

export const rollbackStageInput = z.object({ targetPipelineExecutionId: z.uuid() });
export type RollbackStageInput = z.infer<typeof rollbackStageInput>;

/** What a stage can be rolled back to, newest first: at most 100, as the connection lists them. */
export const rollbackTargets = z.object({
  targets: z.array(
    z.object({
      pipelineExecutionId: z.string(),
      startedAt: z.iso.datetime(),
      sourceRevisions: z.array(sourceRevision),
      /** A rollback itself: the service does not roll back to one. */
      isRollback: z.boolean(),
    }),
  ),
});
export type RollbackTargets = z.infer<typeof rollbackTargets>;
