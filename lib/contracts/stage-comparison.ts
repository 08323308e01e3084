import { z } from "zod";
import { sourceRevision } from "./execution-summary";

const carried = z.object({
  pipelineExecutionId: z.string(),
  startedAt: z.iso.datetime(),
  sourceRevisions: z.array(sourceRevision),
  /** Who wrote what it carries, as far as its sources tell. */
  authors: z.array(z.string()),
});

/** What an execution would change in a stage: what the stage holds now, and what came in since. */
export const stageComparison = z.object({
  /** Who wrote what the execution itself carries, as far as its sources tell. */
  authors: z.array(z.string()),
  /** The last other execution whose every action in this stage succeeded; null when none is known. */
  live: carried.extend({ succeededAt: z.iso.datetime() }).nullable(),
  /** Executions begun after that one, up to this one; newest first, at most 50. */
  ships: z.array(carried),
});
export type StageComparison = z.infer<typeof stageComparison>;
