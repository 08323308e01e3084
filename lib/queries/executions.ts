import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { executionDetail } from "@/lib/contracts/execution-detail";
import { executionPast } from "@/lib/contracts/execution-past";
import { type ExecutionFilters, executionPage } from "@/lib/contracts/execution-summary";
import { type RollbackStageInput, rollbackTargets } from "@/lib/contracts/rollback-stage";
import type { ExecutionAddress, PipelineAddress } from "@/lib/contracts/pipeline-address";
import { retryStageInput, type RetryStageInput } from "@/lib/contracts/retry-stage";
import { type OverrideStageConditionInput, ruleExecutions } from "@/lib/contracts/stage-condition";
import { executionReference, startExecutionInput, type StartExecutionInput } from "@/lib/contracts/start-execution";
import { stopExecutionInput, type StopExecutionInput } from "@/lib/contracts/stop-execution";
import { getJson, sendJson } from "./get-json";
import { executionKey, executionsUrl, executionUrl, pipelineUrl, withQuery } from "./urls";

export type ExecutionFilterChoice = Partial<Omit<ExecutionFilters, "cursor">>;

export function executionQuery(address: ExecutionAddress) {
  return queryOptions({
    queryKey: executionKey(address),
    queryFn: ({ signal }) => getJson(executionDetail, executionUrl(address), { signal }),
  });
}

/** The history, page by page, newest first. */
export function executionsQuery(connection: string, pipelineName: string, filters: ExecutionFilterChoice = {}) {
  return infiniteQueryOptions({
    queryKey: ["pipelines", connection, pipelineName, "executions", { filters }],
    queryFn: ({ pageParam, signal }) =>
      getJson(executionPage, withQuery(executionsUrl(connection, pipelineName), { ...filters, cursor: pageParam }), {
        signal,
      }),
    initialPageParam: null as string | null, // the first page has no cursor; TanStack takes the type from here
    getNextPageParam: (page) => page.nextCursor,
  });
}

export function startExecution(connection: string, pipelineName: string, input: StartExecutionInput) {
  return sendJson(executionReference, executionsUrl(connection, pipelineName), {
    method: "POST",
    body: startExecutionInput.parse(input),
  });
}

export function stopExecution(address: ExecutionAddress, input: StopExecutionInput) {
  return sendJson(executionReference, `${executionUrl(address)}/stop`, {
    method: "POST",
    body: stopExecutionInput.parse(input),
  });
}

export function retryStage(address: ExecutionAddress, input: RetryStageInput) {
  return sendJson(executionReference, `${executionUrl(address)}/retry`, {
    method: "POST",
    body: retryStageInput.parse(input),
  });
}

/** What people did through Penstock that had to do with an execution; AWS records none of it. */
export function executionPastQuery(address: ExecutionAddress) {
  return queryOptions({
    queryKey: [...executionKey(address), "past"],
    queryFn: ({ signal }) => getJson(executionPast, `${executionUrl(address)}/past`, { signal }),
  });
}

/** Every time a rule was asked in an execution. */
export function ruleExecutionsQuery(address: ExecutionAddress) {
  return queryOptions({
    queryKey: [...executionKey(address), "rules"],
    queryFn: ({ signal }) => getJson(ruleExecutions, `${executionUrl(address)}/rules`, { signal }),
  });
}

export function overrideStageCondition(
  address: ExecutionAddress,
  stageName: string,
  input: OverrideStageConditionInput,
) {
  const url = `${executionUrl(address)}/stages/${encodeURIComponent(stageName)}/override`;
  return sendJson(executionReference, url, { method: "POST", body: input });
}

/** What a stage can be rolled back to. */
export function rollbackTargetsQuery(connection: string, pipelineName: string, stageName: string) {
  return queryOptions({
    queryKey: ["pipelines", connection, pipelineName, "rollback", stageName],
    queryFn: ({ signal }) => getJson(rollbackTargets, rollbackUrl(connection, pipelineName, stageName), { signal }),
  });
}

export function rollbackStage(
  { connection, pipelineName }: PipelineAddress,
  stageName: string,
  input: RollbackStageInput,
) {
  return sendJson(executionReference, rollbackUrl(connection, pipelineName, stageName), {
    method: "POST",
    body: input,
  });
}

function rollbackUrl(connection: string, pipelineName: string, stageName: string): string {
  return `${pipelineUrl(connection, pipelineName)}/stages/${encodeURIComponent(stageName)}/rollback`;
}
