import type { FidelityTable } from "../fidelity-row";

const TESTS = "operations/resources.test.ts";
const NO_WEBHOOKS = "Pipelines and custom action types; webhooks have no tags here.";

export const TAG_OPERATIONS = {
  TagResource: {
    grade: "approximate",
    note: NO_WEBHOOKS,
    shownBy: {
      [TESTS]: ["are added, replaced and removed by key", "refuse keys of AWS's own and more than 50 in all"],
    },
  },
  UntagResource: {
    grade: "approximate",
    note: NO_WEBHOOKS,
    shownBy: { [TESTS]: ["are added, replaced and removed by key"] },
  },
  ListTagsForResource: {
    grade: "approximate",
    note: NO_WEBHOOKS,
    shownBy: { [TESTS]: ["are added, replaced and removed by key"] },
  },
} as const satisfies FidelityTable;
