import {
  type ActionExecutionDetail,
  type ArtifactDetail,
  GetPipelineExecutionCommand,
  ListActionExecutionsCommand,
  ListPipelineExecutionsCommand,
  type PipelineExecution,
  type PipelineExecutionSummary,
} from "@aws-sdk/client-codepipeline";
import type { ActionExecutionRecord, ExecutionRecord } from "@/lib/pipeline/execution-record";
import { callAws, type ConnectionClients } from "./connection-clients";

const PAGE_SIZE = 100;

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextToken: string | null;
}

/**
 * One page of a pipeline's executions, newest first. With `succeededInStage`, those the service can roll the stage
 * back to: they succeeded in it on the current structure.
 */
export async function listExecutions(
  clients: ConnectionClients,
  {
    pipelineName,
    succeededInStage,
    nextToken,
    pageSize = PAGE_SIZE,
  }: { pipelineName: string; succeededInStage?: string; nextToken?: string; pageSize?: number },
): Promise<Page<ExecutionRecord>> {
  return callAws(clients, async () => {
    const output = await clients.codePipeline.send(
      new ListPipelineExecutionsCommand({
        pipelineName,
        maxResults: pageSize,
        ...(succeededInStage ? { filter: { succeededInStage: { stageName: succeededInStage } } } : {}),
        ...(nextToken ? { nextToken } : {}),
      }),
    );
    return {
      items: (output.pipelineExecutionSummaries ?? []).flatMap(executionFrom),
      nextToken: output.nextToken ?? null,
    };
  });
}

/** What a list does not tell of an execution. */
export async function getExecutionDetails(
  clients: ConnectionClients,
  { pipelineName, pipelineExecutionId }: { pipelineName: string; pipelineExecutionId: string },
): Promise<Pick<ExecutionRecord, "status" | "statusSummary" | "pipelineVersion" | "variables">> {
  return callAws(clients, async () => {
    const { pipelineExecution } = await clients.codePipeline.send(
      new GetPipelineExecutionCommand({ pipelineName, pipelineExecutionId }),
    );
    return detailsFrom(pipelineExecution ?? {});
  });
}

/** One page of action executions: of one execution, or of all the pipeline's history, newest first. */
export async function listActionExecutions(
  clients: ConnectionClients,
  {
    pipelineName,
    pipelineExecutionId,
    nextToken,
  }: { pipelineName: string; pipelineExecutionId?: string; nextToken?: string },
): Promise<Page<ActionExecutionRecord>> {
  return callAws(clients, async () => {
    const output = await clients.codePipeline.send(
      new ListActionExecutionsCommand({
        pipelineName,
        maxResults: PAGE_SIZE,
        ...(pipelineExecutionId ? { filter: { pipelineExecutionId } } : {}),
        ...(nextToken ? { nextToken } : {}),
      }),
    );
    return { items: (output.actionExecutionDetails ?? []).flatMap(actionFrom), nextToken: output.nextToken ?? null };
  });
}

/** Every attempt of every action of one execution. */
export async function listActionsOfExecution(
  clients: ConnectionClients,
  execution: { pipelineName: string; pipelineExecutionId: string },
): Promise<ActionExecutionRecord[]> {
  const actions: ActionExecutionRecord[] = [];
  let nextToken: string | null = null;
  do {
    const page: Page<ActionExecutionRecord> = await listActionExecutions(clients, {
      ...execution,
      ...(nextToken ? { nextToken } : {}),
    });
    actions.push(...page.items);
    nextToken = page.nextToken;
  } while (nextToken);
  return actions;
}

/** An entry without id, status or start cannot be told from another and is left out. */
function executionFrom(summary: PipelineExecutionSummary): ExecutionRecord[] {
  const { pipelineExecutionId, status, startTime } = summary;
  if (!pipelineExecutionId || !status || !startTime) return [];
  return [
    {
      pipelineExecutionId,
      status,
      statusSummary: summary.statusSummary ?? null,
      pipelineVersion: null,
      startedAt: startTime.getTime(),
      lastUpdatedAt: (summary.lastUpdateTime ?? startTime).getTime(),
      triggerType: summary.trigger?.triggerType ?? null,
      triggerDetail: summary.trigger?.triggerDetail ?? null,
      executionMode: summary.executionMode ?? null,
      executionType: summary.executionType ?? null,
      sourceRevisions: (summary.sourceRevisions ?? []).map((revision) => ({
        actionName: revision.actionName ?? "",
        revisionId: revision.revisionId ?? null,
        revisionSummary: revision.revisionSummary ?? null,
        revisionUrl: revision.revisionUrl ?? null,
      })),
      variables: null,
      stopReason: summary.stopTrigger?.reason ?? null,
      rollbackTargetId: summary.rollbackMetadata?.rollbackTargetPipelineExecutionId ?? null,
    },
  ];
}

function detailsFrom(
  execution: PipelineExecution,
): Pick<ExecutionRecord, "status" | "statusSummary" | "pipelineVersion" | "variables"> {
  return {
    status: execution.status ?? "InProgress",
    statusSummary: execution.statusSummary ?? null,
    pipelineVersion: execution.pipelineVersion ?? null,
    variables: (execution.variables ?? []).map(({ name, resolvedValue }) => ({
      name: name ?? "",
      resolvedValue: resolvedValue ?? "",
    })),
  };
}

function actionFrom(detail: ActionExecutionDetail): ActionExecutionRecord[] {
  const { pipelineExecutionId, actionExecutionId, status, startTime, input, output } = detail;
  if (!pipelineExecutionId || !actionExecutionId || !status || !startTime) return [];
  const result = output?.executionResult;
  return [
    {
      pipelineExecutionId,
      actionExecutionId,
      pipelineVersion: detail.pipelineVersion ?? null,
      stageName: detail.stageName ?? "",
      actionName: detail.actionName ?? "",
      category: input?.actionTypeId?.category ?? "",
      owner: input?.actionTypeId?.owner ?? "",
      provider: input?.actionTypeId?.provider ?? "",
      status,
      startedAt: startTime.getTime(),
      lastUpdatedAt: (detail.lastUpdateTime ?? startTime).getTime(),
      updatedBy: detail.updatedBy ?? null,
      summary: result?.externalExecutionSummary ?? null,
      errorCode: result?.errorDetails?.code ?? null,
      errorMessage: result?.errorDetails?.message ?? null,
      externalExecutionId: result?.externalExecutionId ?? null,
      externalExecutionUrl: result?.externalExecutionUrl ?? null,
      logStreamArn: result?.logStreamARN ?? null,
      input: {
        configuration: input?.configuration ?? {},
        resolvedConfiguration: input?.resolvedConfiguration ?? {},
        roleArn: input?.roleArn ?? null,
        region: input?.region ?? null,
        namespace: input?.namespace ?? null,
        inputArtifacts: (input?.inputArtifacts ?? []).map(artifactFrom),
      },
      output: {
        outputArtifacts: (output?.outputArtifacts ?? []).map(artifactFrom),
        outputVariables: output?.outputVariables ?? {},
      },
    },
  ];
}

function artifactFrom({ name, s3location }: ArtifactDetail): {
  name: string;
  bucket: string | null;
  key: string | null;
} {
  return { name: name ?? "", bucket: s3location?.bucket ?? null, key: s3location?.key ?? null };
}
