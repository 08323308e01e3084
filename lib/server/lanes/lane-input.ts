import "server-only";
import type { LaneInput, LaneRun, LaneStageRun } from "@/lib/analytics/commit-lanes";
import type { CommitFactsRow, LaneRunRow, LaneStageRow } from "@/lib/db/commit-lanes";
import type { Follower } from "./followers";

interface LaneRows {
  /** Newest first, of any pipelines. */
  readonly runs: readonly LaneRunRow[];
  readonly stages: readonly LaneStageRow[];
  readonly facts: readonly CommitFactsRow[];
}

/** What is stored of one pipeline's executions, as the lanes are laid out from it. */
export function laneInput({ pipeline, stageNames, actionName }: Follower, rows: LaneRows): LaneInput {
  const stages = new Map<string, Map<string, LaneStageRun>>();
  for (const { pipelineExecutionId, stageName, ...run } of rows.stages) {
    const known = stages.get(pipelineExecutionId) ?? new Map<string, LaneStageRun>();
    stages.set(pipelineExecutionId, known.set(stageName, run));
  }
  const facts = new Map(
    rows.facts
      .filter((row) => row.actionName === actionName)
      .map((row) => [row.pipelineExecutionId, row.outputVariables ?? {}]),
  );
  return {
    stageNames,
    inbound: new Map(
      (pipeline.state?.stages ?? []).map(({ stageName, inboundExecutions }) => [
        stageName,
        inboundExecutions.map(({ pipelineExecutionId }) => pipelineExecutionId),
      ]),
    ),
    runs: rows.runs
      .filter(({ pipelineId }) => pipelineId === pipeline.id)
      .flatMap(({ sourceRevisions, pipelineId: _pipelineId, triggerType, ...run }): LaneRun[] => {
        const revision = sourceRevisions.find((one) => one.actionName === actionName);
        if (!revision?.revisionId) return [];
        const { revisionId, revisionSummary, revisionUrl } = revision;
        const commit = commitFacts(facts.get(run.pipelineExecutionId) ?? {});
        return [
          {
            ...run,
            isDelivery: !run.isRollback && triggerType !== "StartPipelineExecution",
            revision: { revisionId, revisionSummary, revisionUrl, ...commit },
            stages: stages.get(run.pipelineExecutionId) ?? new Map<string, LaneStageRun>(),
          },
        ];
      }),
  };
}

/** @see the output variables of the source actions; connections tell the author, CodeCommit only the dates */
function commitFacts(variables: Readonly<Record<string, string>>): Pick<LaneRun["revision"], "author" | "committedAt"> {
  const date = Date.parse(variables["CommitterDate"] ?? variables["AuthorDate"] ?? "");
  return { author: variables["AuthorDisplayName"] ?? null, committedAt: Number.isNaN(date) ? null : date };
}
