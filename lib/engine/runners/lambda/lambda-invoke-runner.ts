import { jobData } from "../../jobs/job-data";
import type { JobRecord } from "../../jobs/job-record";
import type { Jobs } from "../../jobs/jobs";
import { ActionFailure } from "../action-failure";
import { STOPPED } from "../jobs/await-outcome";
import { openActionLog } from "../open-action-log";
import { pause } from "../processes/process-group";
import type { ActionJob, ActionOutcome, Runner, RunnerContext } from "../runner";
import { wait } from "../wait";
import { findFunction, logPlace, runFunction, type FunctionEnd, type FunctionHost } from "./run-function";

/** @see https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-Lambda.html */
const NO_REPLY_MS = 20 * 60_000;
/** How long after a continuation token the function is called again (unverified). */
const CONTINUE_AFTER_MS = 5_000;
/** A function that has replied may finish what it does, but not for ever: nobody waits for it any more. */
const FINISH_WITHIN_MS = 10_000;

export interface LambdaInvokeOptions extends FunctionHost {
  readonly jobs: Jobs;
}

/** Calls a function for an action, and makes what it replies through the job API the outcome. */
export type InvokeFunction = (
  action: ActionJob,
  functionName: string,
  context: RunnerContext,
) => Promise<ActionOutcome>;

/** Runs Lambda invoke actions. */
export function createLambdaInvokeRunner(invoke: InvokeFunction): Runner {
  return {
    run: (action, context) => invoke(action, action.configuration["FunctionName"] ?? "", context),
  };
}

/**
 * The function replies with PutJobSuccessResult or PutJobFailureResult, while it runs or later; that it returns is no
 * reply. One that replies with a continuation token is called again. An engine that is started anew takes up what was
 * said, and what waits to be called again; a call that ran when the last one ended has failed.
 */
export function createInvokeFunction({ jobs, ...host }: LambdaInvokeOptions): InvokeFunction {
  return async (action, functionName, context) => {
    let job = await jobs.open(action, { audience: "function", status: "Queued" });
    for (;;) {
      if (job.progress) context.report(job.progress);
      if (job.outcome) return job.outcome;
      if (job.status !== "Queued") throw interrupted(functionName);
      if (job.continuationToken !== undefined) await wait(context, CONTINUE_AFTER_MS);
      if (context.signal.aborted) return STOPPED;
      const begun = await jobs.acknowledge(job);
      if (!begun) throw interrupted(functionName);
      const replied = await callAndWait(begun, functionName, { jobs, host, context });
      if (!replied) return STOPPED;
      job = replied;
    }
  };
}

interface Calling {
  readonly jobs: Jobs;
  readonly host: FunctionHost;
  readonly context: RunnerContext;
}

/** @returns the job that the reply has led to, null when aborted @throws ActionFailure when there is no reply */
async function callAndWait(
  job: JobRecord,
  functionName: string,
  { jobs, host, context }: Calling,
): Promise<JobRecord | null> {
  const waiting = new AbortController();
  const calling = new AbortController();
  const stop = (): void => {
    waiting.abort();
    calling.abort();
  };
  context.signal.addEventListener("abort", stop, { once: true });
  const cancel = context.clock.setTimer(NO_REPLY_MS, () => waiting.abort());
  const call = callFunction(job, functionName, host, { ...context, signal: calling.signal });
  // One that fails brings no reply any more. One that returns may have told somebody else to reply.
  call.then(
    ({ status }) => status === "failed" && waiting.abort(),
    () => waiting.abort(),
  );
  try {
    // What was said in the moment of the end counts: so once more, without waiting.
    const replied = (await jobs.next(job, waiting.signal)) ?? (await jobs.findLater(job));
    if (!replied && !context.signal.aborted)
      throw noReply(functionName, await Promise.race([call, Promise.resolve(null)]));
    if (replied) await Promise.race([call, pause(context.clock, FINISH_WITHIN_MS)]);
    return replied;
  } finally {
    cancel();
    context.signal.removeEventListener("abort", stop);
    calling.abort();
    await Promise.allSettled([call]);
  }
}

function noReply(functionName: string, end: FunctionEnd | null): ActionFailure {
  const reason = end?.status === "failed" ? ` It ended with ${end.errorType}: ${end.errorMessage}` : "";
  return new ActionFailure(
    "JobFailed",
    `The AWS Lambda function ${functionName} failed to return a result. Check the function to verify that it calls ` +
      `PutJobSuccessResult or PutJobFailureResult.${reason}`,
  );
}

async function callFunction(
  job: JobRecord,
  functionName: string,
  host: FunctionHost,
  context: RunnerContext,
): Promise<FunctionEnd> {
  const { function: called, reference } = await findFunction(functionName, context);
  const draw = parseInt(job.jobId.slice(0, 8), 16) / 2 ** 32;
  const code = await host.versions.resolve(called, reference.qualifier, draw);
  const place = logPlace(called.name, code.version, context);
  const log = openActionLog(job.action, context, {
    group: place.group,
    stream: place.stream,
    externalExecutionId: place.requestId,
  });
  const data = jobData(job, host);
  const keys = data.artifactCredentials;
  const secrets = keys ? [keys.secretAccessKey, keys.sessionToken] : [];
  return runFunction(
    { function: called, code, event: eventOf(job, data), action: job.action, log, place, secrets },
    host,
    context,
  );
}

/** @see https://docs.aws.amazon.com/codepipeline/latest/userguide/actions-invoke-lambda-function.html */
function eventOf(job: JobRecord, whole: ReturnType<typeof jobData>): unknown {
  const { actionTypeId: _type, pipelineContext: _context, inputArtifacts = [], ...data } = whole;
  return {
    "CodePipeline.job": {
      id: job.jobId,
      accountId: job.action.accountId,
      data: { ...data, inputArtifacts: inputArtifacts.map((artifact) => ({ revision: null, ...artifact })) },
    },
  };
}

function interrupted(functionName: string): ActionFailure {
  return new ActionFailure(
    "SystemUnavailable",
    `The engine was restarted while it called ${functionName}, so how the call would have ended is unknown. Retry the stage to call it again.`,
  );
}
