import type { FidelityTable } from "../fidelity-row";

const JOBS = "operations/jobs.test.ts";
const PARTNERS = "operations/third-party-jobs.test.ts";
const CLIENTS = "Nobody signs up with a partner here: each type has one client, whose token is its id.";

export const JOB_OPERATIONS = {
  PollForJobs: {
    grade: "approximate",
    note: "A job is given to every poll until a worker has acknowledged it; a poll without maxBatchSize gets 10 at most.",
    shownBy: {
      [JOBS]: [
        "gives a worker all it needs: configuration with secrets, place, artifacts and keys",
        "gives a job again until somebody has acknowledged it",
        "gives no more jobs than asked for, and those that match the queryable property",
        "refuses types of AWS, of partners, and custom ones that are not registered",
        "gives nothing of an action that was abandoned",
      ],
    },
  },
  AcknowledgeJob: {
    grade: "exact",
    shownBy: {
      [JOBS]: [
        "gives the job to the first of two workers",
        "refuses a wrong nonce and an unknown job",
        "tells a worker that comes too late that the job has timed out",
      ],
    },
  },
  GetJobDetails: {
    grade: "exact",
    shownBy: { [JOBS]: ["tells the job again, with fresh keys while it lasts", "refuses an unknown job"] },
  },
  PutJobSuccessResult: {
    grade: "exact",
    shownBy: {
      [JOBS]: [
        "ends the action with what the worker tells: summary, link, progress and variables",
        "queues the job that goes on where this one ends, with its token",
        "takes no variables along with a continuation token, and none over 122,880 bytes",
        "refuses a job that is unknown, that nobody has acknowledged, and that is over",
        "refuses the result of an action that was abandoned meanwhile",
        "brings in the revision of a source of one's own",
      ],
    },
  },
  PutJobFailureResult: {
    grade: "exact",
    shownBy: {
      [JOBS]: [
        "fails the action with the worker's reason",
        "refuses a job that is unknown, and one that nobody has acknowledged",
      ],
    },
  },
  PollForThirdPartyJobs: {
    grade: "approximate",
    note: CLIENTS,
    shownBy: {
      [PARTNERS]: [
        "tells no more than which job there is, and for which client",
        "refuses types that are no partner's",
      ],
    },
  },
  AcknowledgeThirdPartyJob: {
    grade: "approximate",
    note: CLIENTS,
    shownBy: { [PARTNERS]: ["gives the job to the first worker that shows its nonce"] },
  },
  GetThirdPartyJobDetails: {
    grade: "approximate",
    note: CLIENTS,
    shownBy: {
      [PARTNERS]: [
        "tells the client of the job the rest: nonce, artifacts, keys, but not the execution",
        "refuses an unknown job, another client's token, and a job that is over",
      ],
    },
  },
  PutThirdPartyJobSuccessResult: {
    grade: "approximate",
    note: CLIENTS,
    shownBy: {
      [PARTNERS]: [
        "end the action, after a job that goes on where the first one ended",
        "are refused where they are nobody's: %s",
      ],
    },
  },
  PutThirdPartyJobFailureResult: {
    grade: "approximate",
    note: CLIENTS,
    shownBy: { [PARTNERS]: ["fail the action", "are refused where they are nobody's: %s"] },
  },
} as const satisfies FidelityTable;
