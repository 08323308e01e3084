import type { FidelityTable } from "../fidelity-row";

const TESTS = "operations/resources.test.ts";

export const ACTION_TYPE_OPERATIONS = {
  ListActionTypes: {
    grade: "approximate",
    note: "The types of the catalogue in lib/pipeline, all in one page; settings are empty.",
    shownBy: { [TESTS]: ["lists what a declaration can use, by owner", "refuses a token it did not issue"] },
  },
  ListRuleTypes: { grade: "exact", shownBy: { [TESTS]: ["lists the rules a condition can use"] } },
  CreateCustomActionType: { grade: "missing", note: "Refused with UnsupportedOperationException." },
  DeleteCustomActionType: { grade: "missing", note: "Refused with UnsupportedOperationException." },
  GetActionType: { grade: "missing", note: "Refused with UnsupportedOperationException." },
  UpdateActionType: { grade: "missing", note: "Refused with UnsupportedOperationException." },
} as const satisfies FidelityTable;
