import type { FidelityTable } from "../fidelity-row";

const TESTS = "operations/resources.test.ts";
const WEBHOOKS = "operations/webhooks.test.ts";

export const TAG_OPERATIONS = {
  TagResource: {
    grade: "exact",
    shownBy: {
      [TESTS]: ["are added, replaced and removed by key", "refuse keys of AWS's own and more than 50 in all"],
      [WEBHOOKS]: ["are changed by its ARN"],
    },
  },
  UntagResource: {
    grade: "exact",
    shownBy: { [TESTS]: ["are added, replaced and removed by key"] },
  },
  ListTagsForResource: {
    grade: "exact",
    shownBy: { [TESTS]: ["are added, replaced and removed by key"] },
  },
} as const satisfies FidelityTable;
