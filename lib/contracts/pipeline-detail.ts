import { z } from "zod";
import { pipelineDeclaration } from "@/lib/pipeline/declaration";
import { executionSummary } from "./execution-summary";
import { transitionState } from "./transition";

/** A pipeline as it stands: what is live, its gates, its latest execution. */
export const pipelineDetail = z.object({
  connection: z.string(),
  connectionName: z.string(),
  pipelineName: z.string(),
  isDemo: z.boolean(),
  isFavourite: z.boolean(),
  /** Null: it exists only as a draft so far. */
  liveVersion: z.number().int().nullable(),
  liveDeclaration: pipelineDeclaration.nullable(),
  liveUpdatedAt: z.iso.datetime().nullable(),
  hasDraft: z.boolean(),
  /** The connection no longer has it; its history stays readable. */
  isDeleted: z.boolean(),
  transitions: z.array(z.object({ stageName: z.string(), state: transitionState })),
  /** The execution that is in each stage, or was in it last. Empty in PARALLEL mode, where a stage has no one execution. */
  stageExecutions: z.array(z.object({ stageName: z.string(), pipelineExecutionId: z.string() })),
  latestExecution: executionSummary.nullable(),
  syncedAt: z.iso.datetime().nullable(),
});
export type PipelineDetail = z.infer<typeof pipelineDetail>;
