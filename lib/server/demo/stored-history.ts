import "server-only";
import type { ActionExecutionRecord, ExecutionRecord } from "@/lib/pipeline/execution-record";
import type { DemoHistory } from "./demo-history";

type EngineExecution = DemoHistory["executions"][number];
type EngineAction = DemoHistory["actionExecutions"][number];

/** The engine's record of an execution, as the history tables keep it. */
export function storedExecution(execution: EngineExecution): ExecutionRecord {
  return {
    pipelineExecutionId: execution.pipelineExecutionId,
    status: execution.status,
    statusSummary: execution.statusSummary ?? null,
    pipelineVersion: execution.pipelineVersion,
    startedAt: execution.startedAt,
    lastUpdatedAt: execution.lastUpdatedAt,
    triggerType: execution.trigger.triggerType,
    triggerDetail: execution.trigger.triggerDetail ?? null,
    executionMode: execution.executionMode,
    executionType: execution.executionType,
    sourceRevisions: execution.artifactRevisions.map((revision) => ({
      actionName: revision.actionName,
      revisionId: revision.revisionId,
      revisionSummary: revision.revisionSummary ?? null,
      revisionUrl: revision.revisionUrl ?? null,
    })),
    variables: execution.variables,
    stopReason: execution.stopReason ?? null,
    rollbackTargetId: execution.rollbackTargetPipelineExecutionId ?? null,
  };
}

/** The engine's record of an attempt, as the history tables keep it. */
export function storedAction(action: EngineAction): ActionExecutionRecord {
  const { category, owner, provider } = action.input.actionTypeId;
  const error = action.status === "Failed" ? action.error : null;
  return {
    pipelineExecutionId: action.pipelineExecutionId,
    actionExecutionId: action.actionExecutionId,
    pipelineVersion: action.pipelineVersion,
    stageName: action.stageName,
    actionName: action.actionName,
    category,
    owner,
    provider,
    status: action.status,
    startedAt: action.startedAt,
    lastUpdatedAt: action.lastUpdatedAt,
    updatedBy: action.updatedBy ?? null,
    summary: action.summary ?? null,
    errorCode: error?.code ?? null,
    errorMessage: error?.message ?? null,
    externalExecutionId: action.externalExecutionId ?? null,
    externalExecutionUrl: action.externalExecutionUrl ?? null,
    logStreamArn: null,
    input: {
      configuration: action.input.configuration,
      resolvedConfiguration: action.input.resolvedConfiguration,
      roleArn: action.input.roleArn ?? null,
      region: action.input.region,
      namespace: action.input.namespace ?? null,
      inputArtifacts: action.input.inputArtifacts.map(artifactRecord),
    },
    output: {
      outputArtifacts: action.outputArtifacts.map(artifactRecord),
      outputVariables: action.status === "Succeeded" ? (action.outputVariables ?? {}) : {},
    },
  };
}

type EngineArtifact = EngineAction["outputArtifacts"][number];

function artifactRecord({ name, location }: EngineArtifact): { name: string; bucket: string; key: string } {
  return { name, bucket: location.bucket, key: location.key };
}
