import type { FidelityTable } from "./fidelity-row";

const REQUESTS = "protocol/handle-request.test.ts";

/** The wire: signatures, shapes, errors, events. */
export const PROTOCOL = {
  "Constraints of the service model": {
    grade: "exact",
    shownBy: {
      "protocol/check-input.test.ts": [
        "names every broken constraint at once, by 1-based path",
        "asks for required members",
        "holds a pattern against the whole value",
      ],
    },
  },
  "AWS JSON 1.1 and SigV4": {
    grade: "exact",
    shownBy: {
      [REQUESTS]: [
        "reaches the operation and answers with what the model declares",
        "surfaces in the SDK as the modelled exception",
      ],
    },
  },
  "State-change events": {
    grade: "exact",
    shownBy: {
      "delivery/delivery.test.ts": [
        "posts what is waiting and removes it once the target took it",
        "keeps the order of each pipeline while others go on",
      ],
    },
  },
} as const satisfies FidelityTable;
