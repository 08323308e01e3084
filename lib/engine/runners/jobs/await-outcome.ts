import { fillTemplate } from "../../action-types/fill-template";
import type { JobRecord } from "../../jobs/job-record";
import type { Jobs } from "../../jobs/jobs";
import type { ActionOutcome, RunnerContext } from "../runner";

export interface AwaitedJob {
  readonly jobs: Jobs;
  readonly context: RunnerContext;
  /** Of the action type: where the worker's own run is seen. */
  readonly executionUrlTemplate?: string | undefined;
  /** How long each single job may take, whoever has it. */
  readonly jobTimeoutSeconds?: number | undefined;
}

/** Waits until a job of the attempt has ended the action, and reports what each tells on the way. */
export async function awaitOutcome(first: JobRecord, options: AwaitedJob): Promise<ActionOutcome> {
  for (let job: JobRecord | null = first; job; job = await nextInTime(job, options)) {
    report(job, options);
    if (job.outcome) return job.outcome;
  }
  return STOPPED;
}

/** Nobody looks at it: the action has been abandoned, has timed out, or goes on with the next process. */
export const STOPPED: ActionOutcome = {
  status: "Failed",
  errorCode: "JobFailed",
  message: "The action was stopped before its job was done.",
};

function report({ action, progress = {} }: JobRecord, { context, executionUrlTemplate }: AwaitedJob): void {
  const { externalExecutionId } = progress;
  const externalExecutionUrl = fillTemplate(executionUrlTemplate, {
    configuration: action.configuration,
    ...(externalExecutionId !== undefined && { externalExecutionId }),
  });
  const told = { ...progress, ...(externalExecutionUrl !== undefined && { externalExecutionUrl }) };
  if (Object.keys(told).length > 0) context.report(told);
}

async function nextInTime(job: JobRecord, { jobs, context, jobTimeoutSeconds }: AwaitedJob): Promise<JobRecord | null> {
  if (jobTimeoutSeconds === undefined) return jobs.next(job, context.signal);
  const leftMs = job.queuedAt + jobTimeoutSeconds * 1000 - context.clock.now();
  const cancel = context.clock.setTimer(Math.max(0, leftMs), () => {
    const message = `The job worker did not answer within ${jobTimeoutSeconds} seconds, the most its action type gives a job.`;
    // A change in between makes this one void; the job it led to gets a limit of its own.
    void jobs.end(job, { status: "TimedOut", outcome: { status: "Failed", errorCode: "JobFailed", message } });
  });
  try {
    return await jobs.next(job, context.signal);
  } finally {
    cancel();
  }
}
