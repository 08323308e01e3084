import type { RunBar } from "@/components/execution/run-bars";
import { RUN_RESULTS, type RecentRuns, type RunResult, SHORT_ID_LENGTH } from "@/lib/contracts/fleet";

/** The last runs as they are drawn, from the columns they are sent in. */
export function barsOf({ shortIds, results, durationsMs }: RecentRuns): readonly RunBar[] {
  return durationsMs.map((durationMs, index) => ({
    pipelineExecutionId: shortIds.slice(index * SHORT_ID_LENGTH, (index + 1) * SHORT_ID_LENGTH),
    status: isResult(results[index]) ? RUN_RESULTS[results[index]] : "NotStarted",
    durationMs,
  }));
}

function isResult(letter: string | undefined): letter is RunResult {
  return letter !== undefined && letter in RUN_RESULTS;
}
