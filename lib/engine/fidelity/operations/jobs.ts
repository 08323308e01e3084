import type { FidelityTable } from "../fidelity-row";

export const JOB_OPERATIONS = {
  PollForJobs: { grade: "missing", note: "Refused with UnsupportedOperationException." },
  AcknowledgeJob: { grade: "missing", note: "Refused with UnsupportedOperationException." },
  GetJobDetails: { grade: "missing", note: "Refused with UnsupportedOperationException." },
  PutJobSuccessResult: { grade: "missing", note: "Refused with UnsupportedOperationException." },
  PutJobFailureResult: { grade: "missing", note: "Refused with UnsupportedOperationException." },
  PollForThirdPartyJobs: { grade: "missing", note: "Refused with UnsupportedOperationException." },
  AcknowledgeThirdPartyJob: { grade: "missing", note: "Refused with UnsupportedOperationException." },
  GetThirdPartyJobDetails: { grade: "missing", note: "Refused with UnsupportedOperationException." },
  PutThirdPartyJobSuccessResult: { grade: "missing", note: "Refused with UnsupportedOperationException." },
  PutThirdPartyJobFailureResult: { grade: "missing", note: "Refused with UnsupportedOperationException." },
} as const satisfies FidelityTable;
