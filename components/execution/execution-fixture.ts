import type { ActionAttempt, ExecutionDetail, ExecutionStage } from "@/lib/contracts/execution-detail";
import type { ActionDeclaration } from "@/lib/pipeline/declaration";

/** Small executions for tests. Times are seconds after the execution began. */
export const STARTED_AT = Date.parse("2026-09-15T11:38:00.000Z");

export function after(seconds: number): number {
  return STARTED_AT + seconds * 1_000;
}

interface AttemptShape {
  readonly from: number;
  readonly to: number;
  readonly status?: ActionAttempt["status"];
  readonly summary?: string;
}

interface ActionShape {
  readonly name: string;
  readonly runOrder?: number;
  readonly category?: ActionDeclaration["actionTypeId"]["category"];
  readonly attempts?: readonly AttemptShape[];
  readonly typicalSeconds?: number;
}

interface StageShape {
  readonly name: string;
  readonly from?: number;
  readonly to?: number;
  readonly status?: ExecutionStage["status"];
  readonly inbound?: readonly string[];
  readonly actions: readonly ActionShape[];
}

export function executionOf(stages: readonly StageShape[], overrides: Partial<ExecutionDetail> = {}): ExecutionDetail {
  return {
    connection: "local",
    pipelineName: "shop-api",
    pipelineExecutionId: "7f3c21ab-0000-4000-8000-000000000000",
    status: "InProgress",
    statusSummary: null,
    waitingApprovals: 0,
    startedAt: iso(0),
    lastUpdatedAt: iso(60),
    trigger: null,
    sourceRevisions: [],
    pipelineVersion: 1,
    executionMode: "SUPERSEDED",
    executionType: null,
    stopReason: null,
    failure: null,
    isDemo: false,
    isPipelineDeleted: false,
    variables: [],
    rollbackTargetId: null,
    startedBy: null,
    declaration: {
      name: "shop-api",
      roleArn: "arn:aws:iam::123456789012:role/pipeline",
      stages: stages.map((stage) => ({ name: stage.name, actions: stage.actions.map(declarationOf) })),
    },
    declarationSource: "pipelineVersion",
    stages: stages.map(stageOf),
    approvals: [],
    earlierExecutionId: null,
    laterExecutionId: null,
    syncedAt: null,
    ...overrides,
  };
}

function stageOf(stage: StageShape): ExecutionStage {
  return {
    name: stage.name,
    status: stage.status ?? null,
    startedAt: stage.from === undefined ? null : iso(stage.from),
    lastUpdatedAt: stage.to === undefined ? null : iso(stage.to),
    transition: null,
    inboundExecutions: (stage.inbound ?? []).map((pipelineExecutionId) => ({
      pipelineExecutionId,
      status: "InProgress",
    })),
    canRetry: false,
    conditions: [],
    actions: stage.actions.map((action) => ({
      name: action.name,
      typicalDurationMs: action.typicalSeconds === undefined ? null : action.typicalSeconds * 1_000,
      attempts: (action.attempts ?? []).map((attempt, index) => attemptOf(action, attempt, index)),
    })),
  };
}

function attemptOf(action: ActionShape, attempt: AttemptShape, index: number): ActionAttempt {
  return {
    actionExecutionId: `${action.name}-${index + 1}`,
    status: attempt.status ?? "Succeeded",
    startedAt: iso(attempt.from),
    lastUpdatedAt: iso(attempt.to),
    updatedBy: null,
    summary: attempt.summary ?? null,
    error: null,
    percentComplete: null,
    externalExecutionId: null,
    externalExecutionUrl: null,
    hasLog: false,
    category: action.category ?? "Build",
    owner: "AWS",
    provider: action.category === "Approval" ? "Manual" : "CodeBuild",
    namespace: null,
    configuration: {},
    resolvedConfiguration: {},
    inputArtifacts: [],
    outputArtifacts: [],
    outputVariables: {},
  };
}

function declarationOf(action: ActionShape): ActionDeclaration {
  return {
    name: action.name,
    runOrder: action.runOrder ?? 1,
    actionTypeId: {
      category: action.category ?? "Build",
      owner: "AWS",
      provider: action.category === "Approval" ? "Manual" : "CodeBuild",
      version: "1",
    },
  };
}

function iso(seconds: number): string {
  return new Date(after(seconds)).toISOString();
}
