import type { ActionJob, ActionOutcome, ActionProgress } from "../runners/runner";

/** @see https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_AcknowledgeJob.html JobStatus */
export const JOB_STATUSES = [
  "Created",
  "Queued",
  "Dispatched",
  "InProgress",
  "TimedOut",
  "Succeeded",
  "Failed",
] as const;
export type JobStatus = (typeof JOB_STATUSES)[number];

/** Who answers: a worker that polls, a partner that polls, or a function that the engine has called. */
export type JobAudience = "worker" | "partner" | "function";

/**
 * One piece of work of an attempt of an action. An attempt has several one after the other when a result comes with a
 * continuation token: each ends one job and queues the next.
 */
export interface JobRecord {
  readonly jobId: string;
  /** 1, and one more for each continuation. */
  readonly ordinal: number;
  readonly audience: JobAudience;
  readonly action: ActionJob;
  readonly status: JobStatus;
  /** What a worker has to show to get the job; another one once somebody has it. */
  readonly nonce: string;
  readonly queuedAt: number;
  /** Of a partner's job: which client of the partner it is for. */
  readonly clientId?: string;
  /** What the job before it left for this one. */
  readonly continuationToken?: string;
  /** What the job before it told about the action. */
  readonly progress?: ActionProgress;
  /** How the action ends, once a job has ended it. */
  readonly outcome?: ActionOutcome;
}

/** A job that nobody has begun. Polls hand it out until one worker has acknowledged it. */
export function isWaiting({ status }: JobRecord): boolean {
  return status === "Queued" || status === "Dispatched";
}
