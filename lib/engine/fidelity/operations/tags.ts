import type { FidelityTable } from "../fidelity-row";

const TESTS = "operations/resources.test.ts";
const PIPELINES_ONLY = "Pipelines only; webhooks and custom action types have no tags here.";

export const TAG_OPERATIONS = {
  TagResource: {
    grade: "approximate",
    note: PIPELINES_ONLY,
    shownBy: {
      [TESTS]: ["are added, replaced and removed by key", "refuse keys of AWS's own and more than 50 in all"],
    },
  },
  UntagResource: {
    grade: "approximate",
    note: PIPELINES_ONLY,
    shownBy: { [TESTS]: ["are added, replaced and removed by key"] },
  },
  ListTagsForResource: {
    grade: "approximate",
    note: PIPELINES_ONLY,
    shownBy: { [TESTS]: ["are added, replaced and removed by key"] },
  },
} as const satisfies FidelityTable;
