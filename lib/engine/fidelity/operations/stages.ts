import type { FidelityTable } from "../fidelity-row";

const TESTS = "operations/stages.test.ts";
const OUTBOUND =
  "An outbound transition holds executions in front of the next stage; the service documents no effect of one.";

export const STAGE_OPERATIONS = {
  RetryStageExecution: {
    grade: "exact",
    shownBy: {
      [TESTS]: [
        "keeps the execution id and adds an attempt",
        "refuses what has not failed, and everything while something runs",
        "refuses an execution that a newer one has followed into the stage, and an unknown one",
        "refuses once the pipeline has been updated",
      ],
    },
  },
  RollbackStage: {
    grade: "exact",
    shownBy: {
      [TESTS]: [
        "runs the stage in a new execution on what the target had",
        "refuses running stages, the source stage, unknown targets and outdated ones",
        "refuses a pipeline of type V1",
      ],
    },
  },
  OverrideStageCondition: {
    grade: "exact",
    shownBy: {
      [TESTS]: [
        "lets the execution past the condition that held it, once",
        "refuses where no condition has failed, and for an execution that is not the latest",
      ],
    },
  },
  DisableStageTransition: {
    grade: "exact",
    note: OUTBOUND,
    shownBy: {
      [TESTS]: [
        "hold an execution in front of a stage and let it in",
        "hold who has passed a stage when its outbound transition is meant, which the state does not show",
        "refuse what does not exist and reasons with other characters",
      ],
    },
  },
  EnableStageTransition: {
    grade: "exact",
    note: OUTBOUND,
    shownBy: { [TESTS]: ["hold an execution in front of a stage and let it in"] },
  },
  PutApprovalResult: {
    grade: "exact",
    shownBy: {
      [TESTS]: [
        "approves with the token it was shown, and records who and what",
        "rejects, which fails the action, the stage and the execution",
        "refuses a wrong token, a second answer, and places that do not exist",
        "never lets the token of an earlier request answer a later one",
      ],
    },
  },
} as const satisfies FidelityTable;
