import { z } from "zod";
import { SOURCE_REVISION_TYPES } from "@/lib/pipeline/source-revisions";

export const startExecutionInput = z.object({
  variables: z
    .array(z.object({ name: z.string().min(1), value: z.string().min(1).max(1000) }))
    .max(50)
    .default([]),
  sourceRevisions: z
    .array(
      z.object({
        actionName: z.string().min(1),
        revisionType: z.enum(SOURCE_REVISION_TYPES),
        revisionValue: z.string().min(1),
      }),
    )
    .max(50)
    .default([]),
});
export type StartExecutionInput = z.input<typeof startExecutionInput>;

/** What every command on an execution answers. */
export const executionReference = z.object({ pipelineExecutionId: z.string() });
