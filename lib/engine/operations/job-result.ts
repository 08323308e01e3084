import type { JobRecord } from "../jobs/job-record";
import type { CurrentRevision, ExecutionDetails, FailureDetails } from "../protocol/generated/service-types";
import type { ActionOutcome, ActionProgress, SourceRevisionResult } from "../runners/runner";
import { checkInProgress, invalidJobState } from "./find-job";
import type { OperationContext } from "./operation";

/** What a worker tells when its work has gone well, so far or to the end. */
export interface JobSuccess {
  readonly currentRevision?: CurrentRevision;
  readonly continuationToken?: string;
  readonly executionDetails?: ExecutionDetails;
  readonly outputVariables?: Readonly<Record<string, string>>;
}

/**
 * Takes a good result: with a continuation token the next job of the action is queued, without one the action succeeds.
 * @throws InvalidJobStateException
 */
export async function putSuccess(context: OperationContext, job: JobRecord, success: JobSuccess): Promise<void> {
  checkInProgress(context, job);
  const { jobs } = context.engine;
  const { continuationToken } = success;
  const progress = progressOf(success);
  const ended =
    continuationToken === undefined
      ? await jobs.end(job, { status: "Succeeded", outcome: outcomeOf(job, success, progress), progress })
      : await jobs.proceed(job, { continuationToken, progress });
  if (!ended) throw invalidJobState(job);
}

/** Takes a bad result: the action fails with what the worker says. @throws InvalidJobStateException */
export async function putFailure(
  context: OperationContext,
  job: JobRecord,
  { type, message, externalExecutionId }: FailureDetails,
): Promise<void> {
  checkInProgress(context, job);
  const details = externalExecutionId === undefined ? {} : { externalExecutionId };
  const ended = await context.engine.jobs.end(job, {
    status: "Failed",
    outcome: { status: "Failed", errorCode: type, message, ...details },
    progress: details,
  });
  if (!ended) throw invalidJobState(job);
}

function progressOf({ executionDetails = {} }: JobSuccess): ActionProgress {
  const { summary, externalExecutionId, percentComplete } = executionDetails;
  return {
    ...(summary !== undefined && { summary }),
    ...(externalExecutionId !== undefined && { externalExecutionId }),
    ...(percentComplete !== undefined && { percentComplete }),
  };
}

/** A revision counts for a source alone: any other action works on what a source has brought. */
function outcomeOf(
  { action }: JobRecord,
  { currentRevision, outputVariables }: JobSuccess,
  { percentComplete: _percentComplete, ...details }: ActionProgress,
): ActionOutcome {
  const isSource = action.actionTypeId.category === "Source";
  return {
    status: "Succeeded",
    ...details,
    ...(outputVariables && { outputVariables }),
    ...(isSource && currentRevision && { revision: revisionOf(currentRevision) }),
  };
}

function revisionOf({ revision, changeIdentifier, revisionSummary, created }: CurrentRevision): SourceRevisionResult {
  return {
    revisionId: revision,
    revisionChangeIdentifier: changeIdentifier,
    ...(revisionSummary !== undefined && { revisionSummary }),
    ...(created !== undefined && { createdAt: Math.round(created * 1000) }),
  };
}
