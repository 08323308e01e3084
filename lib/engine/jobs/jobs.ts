import type { Clock } from "@/lib/clock";
import type { ActionTypeId } from "@/lib/pipeline/declaration";
import type { Ids } from "../ids";
import type { ActionJob, ActionOutcome, ActionProgress } from "../runners/runner";
import type { EngineStore } from "../store/store";
import type { JobAudience, JobRecord } from "./job-record";

/** Who a new job is for, and whether somebody has it already. */
export interface JobOpening {
  readonly audience: JobAudience;
  readonly status: "Queued" | "InProgress";
  readonly clientId?: string;
}

/**
 * The jobs of actions that others carry out. Every change is saved before it is told to anybody; of two that want to
 * change the same job, one gets `null` and has changed nothing. A change after which nobody may take the job up brings
 * a nonce of its own: by that the store tells it from the same change made by somebody else.
 */
export interface Jobs {
  /** The newest job of the attempt; its first, if it has none yet. Opening again changes nothing. */
  open(action: ActionJob, opening: JobOpening): Promise<JobRecord>;
  find(jobId: string): Promise<JobRecord | null>;
  /** Queued and dispatched ones, oldest first. */
  listWaiting(actionTypeId: ActionTypeId): Promise<readonly JobRecord[]>;

  dispatch(job: JobRecord): Promise<JobRecord | null>;
  /** Gives the job to one worker; its nonce is used up by that. */
  acknowledge(job: JobRecord): Promise<JobRecord | null>;
  /** Ends the job, and the action with it. */
  end(job: JobRecord, end: JobEnd): Promise<JobRecord | null>;
  /** Closes a job whose action does not wait for it any more. */
  giveUp(job: JobRecord): Promise<JobRecord | null>;
  /** Ends the job and queues the next one of the attempt. */
  proceed(job: JobRecord, continuation: Continuation): Promise<JobRecord | null>;

  /** The newest job of the attempt, when that has come further than `job`. */
  findLater(job: JobRecord): Promise<JobRecord | null>;
  /** Waits until the attempt has come further than `job`. @returns null when aborted before */
  next(job: JobRecord, signal: AbortSignal): Promise<JobRecord | null>;
}

export interface JobEnd {
  readonly status: "Succeeded" | "Failed" | "TimedOut";
  readonly outcome: ActionOutcome;
  readonly progress?: ActionProgress;
}

export interface Continuation {
  readonly continuationToken: string;
  readonly progress?: ActionProgress;
  /** For a job that whoever had the last one goes on with, with no poll between. */
  readonly status?: "Queued" | "InProgress";
}

export function createJobs({
  store,
  clock,
  ids,
}: {
  readonly store: EngineStore;
  readonly clock: Clock;
  readonly ids: Ids;
}): Jobs {
  /** By attempt: who waits for it to come further. */
  const waiting = new Map<string, Set<() => void>>();

  async function change(from: JobRecord, to: JobRecord, next?: JobRecord): Promise<JobRecord | null> {
    const isChanged = await store.changeJob({ from, to, ...(next && { next }) });
    if (!isChanged) return null;
    for (const wake of waiting.get(from.action.actionExecutionId) ?? []) wake();
    return next ?? to;
  }

  /** Resolves at the next change of the attempt's jobs or when aborted. */
  function changed(actionExecutionId: string, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const those = waiting.get(actionExecutionId) ?? new Set();
      waiting.set(actionExecutionId, those);
      const wake = (): void => {
        those.delete(wake);
        if (those.size === 0) waiting.delete(actionExecutionId);
        signal.removeEventListener("abort", wake);
        resolve();
      };
      those.add(wake);
      signal.addEventListener("abort", wake, { once: true });
      if (signal.aborted) wake();
    });
  }

  async function findLater(job: JobRecord): Promise<JobRecord | null> {
    const newest = await store.findJobOf(job.action.actionExecutionId);
    return newest && (newest.jobId !== job.jobId || newest.status !== job.status) ? newest : null;
  }

  return {
    async open(action, { audience, status, clientId }) {
      const existing = await store.findJobOf(action.actionExecutionId);
      if (existing) return existing;
      const job: JobRecord = {
        jobId: ids.next(),
        ordinal: 1,
        audience,
        action,
        status,
        nonce: ids.next(),
        queuedAt: clock.now(),
        ...(clientId !== undefined && { clientId }),
      };
      if (await store.createJob(job)) return job;
      throw new Error(`The attempt ${action.actionExecutionId} was opened twice at once.`);
    },
    find: (jobId) => store.findJob(jobId),
    listWaiting: (actionTypeId) => store.listWaitingJobs(actionTypeId),

    dispatch: (job) => change(job, { ...job, status: "Dispatched" }),
    acknowledge: (job) => change(job, { ...job, status: "InProgress", nonce: ids.next() }),
    giveUp: (job) => change(job, { ...job, status: "TimedOut", nonce: ids.next() }),
    end: (job, end) => change(job, { ...job, ...end, nonce: ids.next() }),
    proceed(job, { continuationToken, progress, status = "Queued" }) {
      const { jobId: _jobId, nonce: _nonce, progress: _before, ...same } = job;
      return change(
        job,
        { ...job, status: "Succeeded", nonce: ids.next() },
        {
          ...same,
          jobId: ids.next(),
          ordinal: job.ordinal + 1,
          status,
          nonce: ids.next(),
          queuedAt: clock.now(),
          continuationToken,
          ...(progress && { progress }),
        },
      );
    },

    findLater,
    async next(job, signal) {
      for (;;) {
        // Begun before the look at the store, so that nothing is missed in between.
        const change = changed(job.action.actionExecutionId, signal);
        if (signal.aborted) return null;
        const later = await findLater(job);
        if (later) return later;
        await change;
      }
    },
  };
}
