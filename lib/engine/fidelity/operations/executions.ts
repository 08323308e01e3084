import type { FidelityTable } from "../fidelity-row";

const TESTS = "operations/executions.test.ts";

export const EXECUTION_OPERATIONS = {
  StartPipelineExecution: {
    grade: "exact",
    shownBy: {
      [TESTS]: [
        "runs with the caller as its trigger, and once per client request token",
        "takes variables, defaults for the others, and refuses what is unknown or missing",
        "hands a source override to its action, and refuses one for another",
        "refuses a pipeline that does not exist, and more than 50 executions at a time",
      ],
    },
  },
  StopPipelineExecution: {
    grade: "exact",
    shownBy: {
      [TESTS]: [
        "waits, then stops; can be asked to abandon meanwhile; refuses to be asked the same twice",
        "refuses what is over, what is unknown and what is nowhere",
      ],
    },
  },
  GetPipelineExecution: {
    grade: "exact",
    shownBy: { [TESTS]: ["is told alike by the list, by its details, by its actions and by the state"] },
  },
  ListPipelineExecutions: {
    grade: "exact",
    shownBy: { [TESTS]: ["page newest first and keep their place while new executions arrive"] },
  },
  ListActionExecutions: {
    grade: "exact",
    shownBy: { [TESTS]: ["give the latest attempt of each action, or all, and refuse an unknown execution"] },
  },
  ListRuleExecutions: {
    grade: "exact",
    shownBy: { "operations/stages.test.ts": ["lets the execution past the condition that held it, once"] },
  },
  ListDeployActionExecutionTargets: {
    grade: "approximate",
    note: "Targets are registered directories. Values of targetType and status are CodeDeploy's, which AWS does not document for this call.",
    shownBy: {
      "operations/resources.test.ts": [
        "tells what a deployment did on each target, by status and page by page",
        "refuses an unknown action execution and an unknown pipeline",
      ],
    },
  },
  PutActionRevision: {
    grade: "exact",
    shownBy: {
      [TESTS]: ["starts an execution for a revision that was not seen", "refuses stages and actions that do not exist"],
    },
  },
} as const satisfies FidelityTable;
