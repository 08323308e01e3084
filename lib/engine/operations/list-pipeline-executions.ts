import type {
  ListPipelineExecutionsInput,
  ListPipelineExecutionsOutput,
  PipelineExecutionSummary,
} from "../protocol/generated/service-types";
import type { ExecutionRecord } from "../records";
import { epochSeconds } from "./epoch-seconds";
import { getState } from "./find";
import { rollbackMetadata } from "./get-pipeline-execution";
import { decodeNumber } from "./page-token";
import type { Operation } from "./operation";
import { DEFAULT_PAGE_SIZE, historyPage } from "./history-page";

/** Newest first, of the last 12 months. The filter gives what a stage can be rolled back to. */
export const listPipelineExecutions: Operation<ListPipelineExecutionsInput, ListPipelineExecutionsOutput> = async (
  { pipelineName, filter, maxResults = DEFAULT_PAGE_SIZE, nextToken },
  context,
) => {
  const { version } = getState(context, pipelineName);
  const { engine } = context;
  const stageName = filter?.succeededInStage?.stageName;
  const scope = JSON.stringify(["ListPipelineExecutions", pipelineName, stageName]);
  const beforeOrdinal = decodeNumber(context.pageTokens, scope, nextToken);
  const found = await engine.store.listExecutions(
    pipelineName,
    { ...(beforeOrdinal !== undefined && { beforeOrdinal }), limit: maxResults + 1 },
    stageName === undefined ? undefined : { succeededInStage: stageName, pipelineVersion: version },
  );
  const { page, lastOrdinal } = historyPage(found, maxResults, engine);
  return {
    pipelineExecutionSummaries: page.map(summaryOf),
    ...(lastOrdinal !== undefined && { nextToken: context.pageTokens.encode(scope, lastOrdinal) }),
  };
};

function summaryOf(execution: ExecutionRecord): PipelineExecutionSummary {
  return {
    pipelineExecutionId: execution.pipelineExecutionId,
    status: execution.status,
    statusSummary: execution.statusSummary,
    startTime: epochSeconds(execution.startedAt),
    lastUpdateTime: epochSeconds(execution.lastUpdatedAt),
    sourceRevisions: execution.artifactRevisions.map(({ actionName, revisionId, revisionSummary, revisionUrl }) => ({
      actionName,
      revisionId,
      revisionSummary,
      revisionUrl,
    })),
    trigger: execution.trigger,
    ...(execution.stopReason !== undefined && { stopTrigger: { reason: execution.stopReason } }),
    executionMode: execution.executionMode,
    executionType: execution.executionType,
    ...rollbackMetadata(execution),
  };
}
