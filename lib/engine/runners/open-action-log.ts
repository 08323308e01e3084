import { pipelineLogGroup } from "./pipeline-log-group";
import type { ActionJob, LogWriter, RunnerContext } from "./runner";

export interface ActionLog {
  readonly group: string;
  readonly stream: string;
  readonly externalExecutionId: string;
}

/** Opens the log of an action and tells the engine where it is, before its first line. */
export function openActionLog(
  job: ActionJob,
  context: RunnerContext,
  { group, stream, externalExecutionId }: ActionLog,
): LogWriter {
  context.report({
    externalExecutionId,
    logStreamArn: `arn:aws:logs:${job.region}:${job.accountId}:log-group:${group}:log-stream:${stream}`,
  });
  return context.openLog(group, stream);
}

/** The same in the log group of the pipeline, for actions that have none of their own: the stream is called as the id. */
export function openPipelineLog(job: ActionJob, context: RunnerContext, externalExecutionId: string): LogWriter {
  const group = pipelineLogGroup(job.pipelineName);
  return openActionLog(job, context, { group, stream: externalExecutionId, externalExecutionId });
}
