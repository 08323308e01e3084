"use client";
import { useQueries, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { PipelineDetail } from "@/lib/contracts/pipeline-detail";
import type { PipelineDeclaration } from "@/lib/pipeline/declaration";
import type { Draft } from "@/lib/pipeline/draft";
import { executionQuery } from "@/lib/queries/executions";
import { type DrawnExecution, drawExecution } from "../drawn-execution";
import { structureOf } from "../graph/run-structure";
import { type Run, runOfDeclaration } from "../run";
import { pipelineRun } from "./pipeline-run";

export interface ShownRun {
  readonly run: Run;
  readonly structure: Draft;
  /** The chosen execution, or the latest; null while there is none, or it is not here yet. */
  readonly drawn: DrawnExecution | null;
  /** By stage, where each stage shows the execution that is in it. */
  readonly stageExecutions: ReadonlyMap<string, string>;
  /** Why the execution cannot be shown. */
  readonly error: Error | null;
}

const NONE: ReadonlyMap<string, string> = new Map();

/** What the graph of the pipeline page shows: one chosen execution, or every stage with the execution that is in it. */
export function usePipelineRun(
  pipeline: PipelineDetail,
  declaration: PipelineDeclaration,
  chosenId: string | null,
): ShownRun {
  const { connection, pipelineName, latestExecution } = pipeline;
  const shownId = chosenId ?? latestExecution?.pipelineExecutionId ?? null;
  const { data: drawn, error } = useQuery({
    ...executionQuery({ connection, pipelineName, pipelineExecutionId: shownId ?? "" }),
    select: drawExecution,
    enabled: shownId !== null,
  });
  const inStages = chosenId === null ? pipeline.stageExecutions : [];
  const ids = [...new Set(inStages.map(({ pipelineExecutionId }) => pipelineExecutionId))];
  const stageRuns = useQueries({
    queries: ids.map((pipelineExecutionId) => ({
      ...executionQuery({ connection, pipelineName, pipelineExecutionId }),
      select: drawExecution,
    })),
    combine: (results) =>
      new Map(results.flatMap(({ data }) => (data ? [[data.execution.pipelineExecutionId, data.run]] : []))),
  });
  const declared = useMemo(() => {
    const run = runOfDeclaration(declaration, 0);
    return { run, structure: structureOf(run) };
  }, [declaration]);

  if (!drawn) return { ...declared, drawn: null, stageExecutions: NONE, error };
  // One execution everywhere is just that execution.
  if (ids.length < 2) return { run: drawn.run, structure: drawn.structure, drawn, stageExecutions: NONE, error: null };
  const run = pipelineRun({
    declared: declared.run,
    latest: drawn.run,
    stageRuns: new Map(
      inStages.flatMap(({ stageName, pipelineExecutionId: id }) => {
        const stageRun = stageRuns.get(id);
        return stageRun ? [[stageName, stageRun]] : [];
      }),
    ),
  });
  return {
    run,
    structure: declared.structure,
    drawn,
    stageExecutions: new Map(inStages.map((stage) => [stage.stageName, stage.pipelineExecutionId])),
    error: null,
  };
}
