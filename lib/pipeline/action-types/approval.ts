import { BOTH_TYPES, NONE, days, guide, type ActionType } from "./action-type";
import { optional } from "./configuration-property";

export const APPROVAL_ACTION_TYPES: readonly ActionType[] = [
  {
    id: { category: "Approval", owner: "AWS", provider: "Manual", version: "1" },
    displayName: "Manual",
    description: "Waits until a person approves or rejects.",
    pipelineTypes: BOTH_TYPES,
    inputs: NONE,
    outputs: NONE,
    configuration: [
      optional("CustomData", "What the reviewer should know. Variables are filled in.", { multiline: true }),
      optional("ExternalEntityLink", "A page to look at before deciding."),
      optional("NotificationArn", "An SNS topic, in the pipeline's Region, that hears of the request."),
    ],
    defaultTimeoutMs: days(7),
    outputVariables: [],
    summaryKeys: ["CustomData"],
    docsUrl: guide("approvals"),
  },
];
