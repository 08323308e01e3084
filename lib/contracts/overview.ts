import { z } from "zod";
import { approval } from "./approval";
import { executionSummary } from "./execution-summary";
import { fleetTotals } from "./fleet";

/** What a person wants to know first: what runs, what waits for them, what broke, what happened last. */
export const overview = z.object({
  totals: fleetTotals,
  inProgress: z.array(executionSummary),
  approvals: z.array(approval),
  /** Pipelines whose latest execution failed, the latest first. */
  failed: z.array(executionSummary),
  recent: z.array(executionSummary),
});
export type Overview = z.infer<typeof overview>;
