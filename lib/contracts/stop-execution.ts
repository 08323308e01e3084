import { z } from "zod";

export const stopExecutionInput = z.object({
  /** True: running actions become Abandoned at once, and their providers' work goes on by itself. */
  abandon: z.boolean(),
  reason: z.string().trim().max(200).optional(),
});
export type StopExecutionInput = z.infer<typeof stopExecutionInput>;
