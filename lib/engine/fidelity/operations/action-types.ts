import type { FidelityTable } from "../fidelity-row";

const TESTS = "operations/resources.test.ts";
const REGISTERED = "operations/action-types.test.ts";

export const ACTION_TYPE_OPERATIONS = {
  ListActionTypes: {
    grade: "approximate",
    note:
      "AWS's and the partners' types of the catalogue in lib/pipeline, and the registered ones, in one page. Of a type " +
      "with more than 10 properties or 5 artifacts the first are told; settings of AWS's types are empty.",
    shownBy: {
      [TESTS]: ["lists what a declaration can use, by owner", "refuses a token it did not issue"],
      [REGISTERED]: ["answers within the bounds of the service model, whatever the catalogue has"],
    },
  },
  ListRuleTypes: { grade: "exact", shownBy: { [TESTS]: ["lists the rules a condition can use"] } },
  CreateCustomActionType: {
    grade: "exact",
    shownBy: {
      [REGISTERED]: [
        "registers what was sent under the owner Custom, and lists it",
        "refuses %s as InvalidActionTypeException",
        "refuses what breaks the shape, bad tags and too many of them",
        "refuses a type that exists, and more than 50",
      ],
    },
  },
  DeleteCustomActionType: {
    grade: "exact",
    shownBy: { [REGISTERED]: ["takes the type from the list; it comes back only as it was"] },
  },
  GetActionType: {
    grade: "approximate",
    note: "AWS's and partners' types that were not updated here are told from the catalogue.",
    shownBy: {
      [REGISTERED]: ["tell the declaration from the catalogue, and what has replaced it", "know no other types"],
    },
  },
  UpdateActionType: {
    grade: "approximate",
    note: "This account stands for every partner, so each ThirdParty type can be updated.",
    shownBy: {
      [REGISTERED]: [
        "tell the declaration from the catalogue, and what has replaced it",
        "refuse to change what is AWS's, and what makes no sense",
      ],
    },
  },
} as const satisfies FidelityTable;
