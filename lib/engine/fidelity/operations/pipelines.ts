import type { FidelityTable } from "../fidelity-row";

const TESTS = "operations/pipelines.test.ts";

export const PIPELINE_OPERATIONS = {
  CreatePipeline: {
    grade: "approximate",
    note: "Takes **** as a secret, so that exported definitions can be made; the service refuses it.",
    shownBy: {
      [TESTS]: [
        "makes version 1 whatever was sent, and starts the first execution by itself",
        "fills in what was left out, and takes a pipeline for V2 that uses what only V2 has",
        "refuses a name that is in use",
        "says that a name is in use, and not that the account is full, when both are so",
        "refuses tags of AWS's own, and more than 50",
      ],
    },
  },
  GetPipeline: {
    grade: "exact",
    shownBy: {
      [TESTS]: [
        "gives the current version or the one asked for, with its ARN and times",
        "refuses a pipeline and a version that do not exist",
      ],
    },
  },
  UpdatePipeline: {
    grade: "approximate",
    note: "Takes **** as the secret of a new or renamed action, or of one in a renamed stage; the service refuses it.",
    shownBy: {
      [TESTS]: [
        "raises the version, whatever was sent, and starts nothing",
        "cancels the execution in progress once its action has ended",
        "are masked when read, and a mask sent back keeps what is stored",
      ],
    },
  },
  DeletePipeline: {
    grade: "exact",
    shownBy: { [TESTS]: ["removes the pipeline and ends what runs, and deleting again is no error"] },
  },
  ListPipelines: { grade: "exact", shownBy: { [TESTS]: ["pages by name, and refuses a token it did not issue"] } },
  GetPipelineState: {
    grade: "approximate",
    note: "entityUrl for GitHub and registered types only: there are no console pages here.",
    shownBy: {
      "operations/executions.test.ts": [
        "is told alike by the list, by its details, by its actions and by the state",
        "shows no executions in the state of the pipeline",
      ],
    },
  },
} as const satisfies FidelityTable;
