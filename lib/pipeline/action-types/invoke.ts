import {
  BOTH_TYPES,
  EXACTLY_ONE,
  NONE,
  UP_TO_FIVE,
  V1_ONLY,
  V2_ONLY,
  days,
  guide,
  hours,
  type ActionType,
} from "./action-type";
import { optional, required } from "./configuration-property";

const AT_MOST_ONE = { min: 0, max: 1 } as const;
const SCANS_IMAGE = { kind: "value", key: "InspectorRunMode", values: ["ECRImageScan"] } as const;

export const INVOKE_ACTION_TYPES: readonly ActionType[] = [
  {
    id: { category: "Invoke", owner: "AWS", provider: "Lambda", version: "1" },
    displayName: "Lambda",
    description: "Calls a function and waits for the result it reports.",
    pipelineTypes: BOTH_TYPES,
    inputs: UP_TO_FIVE,
    outputs: UP_TO_FIVE,
    configuration: [
      required("FunctionName", "The function to call. It must report with PutJobSuccessResult or PutJobFailureResult."),
      optional("UserParameters", "Text handed to the function, 1000 characters at most.", { multiline: true }),
    ],
    defaultTimeoutMs: hours(24),
    outputVariables: "any",
    summaryKeys: ["FunctionName"],
    docsUrl: guide("action-reference-Lambda"),
  },
  {
    id: { category: "Invoke", owner: "AWS", provider: "StepFunctions", version: "1" },
    displayName: "Step Functions",
    description: "Starts a state machine and waits for its end.",
    pipelineTypes: BOTH_TYPES,
    inputs: AT_MOST_ONE,
    needsInputWhen: { kind: "value", key: "InputType", values: ["FilePath"] },
    outputs: AT_MOST_ONE,
    configuration: [
      required("StateMachineArn", "The state machine to start."),
      optional("ExecutionNamePrefix", "The beginning of the execution's name."),
      optional("InputType", "Whether Input is the JSON itself or a file in the input artifact.", {
        allowedValues: ["Literal", "FilePath"],
        default: "Literal",
      }),
      optional("Input", "The JSON to start with, or the path of a file that holds it.", {
        multiline: true,
        requiredWhen: { kind: "value", key: "InputType", values: ["FilePath"] },
      }),
    ],
    defaultTimeoutMs: days(7),
    outputVariables: ["StateMachineArn", "ExecutionArn"],
    summaryKeys: ["StateMachineArn"],
    docsUrl: guide("action-reference-StepFunctions"),
  },
  {
    id: { category: "Invoke", owner: "AWS", provider: "CodePipeline", version: "1" },
    displayName: "Start a pipeline",
    description: "Starts another pipeline.",
    pipelineTypes: V2_ONLY,
    inputs: NONE,
    outputs: NONE,
    configuration: [
      required("PipelineName", "The pipeline to start."),
      optional("SourceRevisions", "A JSON array of {actionName, revisionType, revisionValue}.", { multiline: true }),
      optional("Variables", "A JSON array of {name, value}.", { multiline: true }),
    ],
    // Neither a timeout nor output variables are documented (unverified).
    defaultTimeoutMs: hours(1),
    outputVariables: [],
    summaryKeys: ["PipelineName"],
    docsUrl: guide("action-reference-PipelineInvoke"),
  },
  {
    id: { category: "Invoke", owner: "AWS", provider: "InspectorScan", version: "1" },
    displayName: "Inspector scan",
    description: "Scans source or an image and fails above the numbers of findings you allow.",
    pipelineTypes: BOTH_TYPES,
    inputs: AT_MOST_ONE,
    needsInputWhen: { kind: "value", key: "InspectorRunMode", values: ["SourceCodeScan"] },
    outputs: EXACTLY_ONE,
    configuration: [
      required("InspectorRunMode", "What to scan.", { allowedValues: ["SourceCodeScan", "ECRImageScan"] }),
      optional("ECRRepositoryName", "For an image scan: the image's repository.", { usedWhen: SCANS_IMAGE }),
      optional("ImageTag", "For an image scan: the image's tag.", { usedWhen: SCANS_IMAGE }),
      ...["Critical", "High", "Medium", "Low"].map((severity) =>
        optional(`${severity}Threshold`, `The action fails above this number of ${severity.toLowerCase()} findings.`, {
          type: "Number",
        }),
      ),
    ],
    defaultTimeoutMs: hours(1),
    outputVariables: ["HighestScannedSeverity"],
    summaryKeys: ["InspectorRunMode"],
    docsUrl: guide("action-reference-InspectorScan"),
  },
  {
    id: { category: "Invoke", owner: "ThirdParty", provider: "Snyk", version: "1" },
    displayName: "Snyk",
    description: "Scans the source for known vulnerabilities.",
    pipelineTypes: V1_ONLY,
    inputs: EXACTLY_ONE,
    outputs: EXACTLY_ONE,
    configuration: [],
    acceptsOtherKeys: true,
    defaultTimeoutMs: hours(1),
    outputVariables: [],
    summaryKeys: [],
    hidden: true,
    docsUrl: guide("action-reference-Snyk"),
  },
];
