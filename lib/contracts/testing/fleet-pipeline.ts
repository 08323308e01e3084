import type { FleetPipeline, PipelineFigures } from "@/lib/contracts/fleet";

export const NO_FIGURES: PipelineFigures = {
  finished: 0,
  successRate: null,
  successRateChange: null,
  medianDurationMs: null,
  medianDurationChange: null,
  runsPerWeek: 0,
};

/** A pipeline that never ran, for tests that change what they are about. */
export function fleetPipeline(pipelineName: string, change: Partial<FleetPipeline> = {}): FleetPipeline {
  return {
    connection: "local",
    connectionName: "Local engine",
    pipelineName,
    isDemo: false,
    isFavourite: false,
    pipelineType: "V2",
    executionMode: "QUEUED",
    liveVersion: 1,
    hasDraft: false,
    tags: {},
    latestRun: null,
    waiting: null,
    recentRuns: { shortIds: "", results: "", durationsMs: [] },
    figures: NO_FIGURES,
    ...change,
  };
}

/** Its newest execution; `startedAt` is ISO 8601. */
export function latestRun(
  status: NonNullable<FleetPipeline["latestRun"]>["status"],
  startedAt = "2026-11-27T09:00:00.000Z",
): NonNullable<FleetPipeline["latestRun"]> {
  return {
    pipelineExecutionId: "7f3c21ab-0000-4000-8000-000000000000",
    status,
    startedAt,
    lastUpdatedAt: startedAt,
    revisions: [
      { actionName: "Checkout", revisionId: "b2f70aa1", revisionSummary: "Raise basket limit", revisionUrl: null },
    ],
    author: "ana",
  };
}

export function waitingApproval(isForViewer: boolean): NonNullable<FleetPipeline["waiting"]> {
  return {
    count: 1,
    since: "2026-11-27T09:00:00.000Z",
    expiresAt: "2026-12-04T09:00:00.000Z",
    pipelineExecutionId: "7f3c21ab-0000-4000-8000-000000000000",
    stageName: "Production",
    actionName: "Approve",
    isForViewer,
  };
}
