import type { ExecutionDetail } from "@/lib/contracts/execution-detail";
import type { Draft } from "@/lib/pipeline/draft";
import { structureOf } from "./graph/run-structure";
import { type Run, runOf } from "./run";

/** An execution and what its pages draw of it. */
export interface DrawnExecution {
  readonly execution: ExecutionDetail;
  readonly run: Run;
  /** What the graph lays out. */
  readonly structure: Draft;
}

/**
 * For the `select` of a query: it keeps the identity of whatever did not change between two answers, so that only
 * the nodes and rows of actions that did change are rendered again, and nothing is laid out anew.
 */
export function drawExecution(execution: ExecutionDetail): DrawnExecution {
  const run = runOf(execution);
  return { execution, run, structure: structureOf(run) };
}
