import type { FidelityTable } from "../fidelity-row";

const TESTS = "operations/webhooks.test.ts";
const NOT_INSTALLED = "The call is checked; nothing is installed at GitHub, which cannot reach this machine.";

export const WEBHOOK_OPERATIONS = {
  PutWebhook: {
    grade: "approximate",
    note:
      "JSONPath has names, indexes, slices, wildcards and descents, no filter expressions. Deliveries come to the engine's " +
      "own port; an IP range is held against the sender's address there.",
    shownBy: {
      [TESTS]: [
        "gives back what was put, with a URL, an ARN and its tags",
        "replaces a webhook and keeps its URL, its tags and a secret that is sent back masked",
        "refuses what is no filter, no target, no tag, and more than the quota",
        "starts the pipeline on the commit it is about",
        "needs one of GitHub's signatures, and each that is there right",
        "may have to come from a range of addresses",
      ],
    },
  },
  ListWebhooks: { grade: "exact", shownBy: { [TESTS]: ["pages by name and never shows a secret"] } },
  DeleteWebhook: {
    grade: "exact",
    shownBy: { [TESTS]: ["takes the URL away for good, and again is no error"] },
  },
  RegisterWebhookWithThirdParty: {
    grade: "simulated",
    note: NOT_INSTALLED,
    shownBy: { [TESTS]: ["take a webhook of a GitHub action", "refuse what is unknown"] },
  },
  DeregisterWebhookWithThirdParty: {
    grade: "simulated",
    note: NOT_INSTALLED,
    shownBy: { [TESTS]: ["take a webhook of a GitHub action", "refuse what is unknown"] },
  },
} as const satisfies FidelityTable;
