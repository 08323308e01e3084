import { z } from "zod";
import { CONDITION_GATES } from "@/lib/pipeline/execution";

/**
 * What people did through Penstock that had to do with an execution. AWS records none of it: not when a transition was
 * turned before it was turned last, nor when a stop was asked for. What was done elsewhere is not in here.
 */
export const executionPast = z.object({
  /** Turns of the pipeline's transitions, oldest first. */
  transitions: z.array(
    z.object({
      stageName: z.string(),
      at: z.iso.datetime(),
      enabled: z.boolean(),
      by: z.string(),
      reason: z.string().nullable(),
    }),
  ),
  /** The first time a stop was asked for. */
  stop: z.object({ at: z.iso.datetime(), by: z.string() }).nullable(),
  overrides: z.array(
    z.object({ stageName: z.string(), gate: z.enum(CONDITION_GATES), at: z.iso.datetime(), by: z.string() }),
  ),
});
export type ExecutionPast = z.infer<typeof executionPast>;
