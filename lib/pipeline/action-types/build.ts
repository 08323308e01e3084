import {
  BOTH_TYPES,
  EXACTLY_ONE,
  NONE,
  UP_TO_FIVE,
  V2_ONLY,
  guide,
  hours,
  minutes,
  type ActionType,
} from "./action-type";
import { flag, optional, required, type ConfigurationProperty } from "./configuration-property";

/** CodeBuild is both a build and a test provider, with the same keys. */
export const CODEBUILD_CONFIGURATION: readonly ConfigurationProperty[] = [
  required("ProjectName", "The CodeBuild project to run."),
  optional("PrimarySource", "With several inputs: the artifact that holds the buildspec.", {
    requiredWhen: { kind: "inputCount", min: 2, max: 5 },
    usedWhen: { kind: "inputCount", min: 2, max: 5 },
    namesInputArtifact: true,
  }),
  optional(
    "EnvironmentVariables",
    "A JSON array of {name, value, type}. type is PLAINTEXT, PARAMETER_STORE or SECRETS_MANAGER.",
    { multiline: true },
  ),
  optional(
    "BuildspecOverride",
    "A buildspec to use instead of the project's: YAML, a path in the source, or an S3 ARN.",
    {
      multiline: true,
    },
  ),
  flag("BatchEnabled", "Run the build as a batch.", "false"),
  {
    ...flag("CombineArtifacts", "Put the artifacts of a batch into one place. Needs a batch build.", "false"),
    usedWhen: { kind: "value", key: "BatchEnabled", values: ["true"] },
  },
];

export const BUILD_ACTION_TYPES: readonly ActionType[] = [
  {
    id: { category: "Build", owner: "AWS", provider: "CodeBuild", version: "1" },
    displayName: "CodeBuild",
    description: "Runs a CodeBuild project on its inputs.",
    pipelineTypes: BOTH_TYPES,
    inputs: { min: 1, max: 5 },
    outputs: UP_TO_FIVE,
    configuration: CODEBUILD_CONFIGURATION,
    defaultTimeoutMs: hours(36),
    outputVariables: "any",
    summaryKeys: ["ProjectName"],
    docsUrl: guide("action-reference-CodeBuild"),
  },
  commands("Compute"),
  { ...commands("Build"), hidden: true },
  {
    id: { category: "Build", owner: "AWS", provider: "ECRBuildAndPublish", version: "1" },
    displayName: "ECR build and publish",
    description: "Builds a container image from a Dockerfile and pushes it to ECR.",
    pipelineTypes: V2_ONLY,
    inputs: EXACTLY_ONE,
    outputs: NONE,
    configuration: [
      required("ECRRepositoryName", "The repository that receives the image."),
      optional("DockerFilePath", "The folder of the Dockerfile, from the root of the source."),
      optional("ImageTags", "Tags separated by commas.", { default: "latest" }),
      optional("RegistryType", "Whether the repository is private or public.", {
        allowedValues: ["private", "public"],
        default: "private",
      }),
    ],
    // The guide gives no timeout for this provider (unverified); one hour is the general default.
    defaultTimeoutMs: hours(1),
    outputVariables: ["ECRImageDigestId", "ECRRepositoryName"],
    summaryKeys: ["ECRRepositoryName"],
    docsUrl: guide("action-reference-ECRBuildAndPublish"),
  },
  {
    id: { category: "Build", owner: "Custom", provider: "Jenkins", version: "1" },
    displayName: "Jenkins",
    description: "Runs a Jenkins project through the CodePipeline plugin.",
    pipelineTypes: BOTH_TYPES,
    inputs: UP_TO_FIVE,
    outputs: UP_TO_FIVE,
    configuration: [required("ProjectName", "The Jenkins project to run.")],
    acceptsOtherKeys: true,
    defaultTimeoutMs: hours(24),
    outputVariables: "any",
    summaryKeys: ["ProjectName"],
    hidden: true,
    docsUrl: guide("tutorials-four-stage-pipeline"),
  },
];

/** The service files Commands under Compute; its provider table lists it under Build as well. */
function commands(category: "Build" | "Compute"): ActionType {
  return {
    id: { category, owner: "AWS", provider: "Commands", version: "1" },
    displayName: "Commands",
    description: "Runs shell commands on managed compute, without a CodeBuild project.",
    pipelineTypes: V2_ONLY,
    inputs: { min: 1, max: 10 },
    outputs: { min: 0, max: 1 },
    configuration: [
      optional("EnvironmentType", "The operating system.", {
        allowedValues: ["LINUX_CONTAINER", "WINDOWS_SERVER_2022_CONTAINER"],
        default: "LINUX_CONTAINER",
      }),
      optional("ComputeType", "The size of the machine. Windows starts at medium.", {
        allowedValues: ["BUILD_GENERAL1_SMALL", "BUILD_GENERAL1_MEDIUM", "BUILD_GENERAL1_LARGE"],
        default: "BUILD_GENERAL1_SMALL",
      }),
      optional("VpcId", "The VPC to run in."),
      optional("Subnets", "Subnet ids separated by commas."),
      optional("SecurityGroupIds", "Security group ids separated by commas."),
    ],
    takesCommands: true,
    takesEnvironmentVariables: true,
    defaultTimeoutMs: minutes(55),
    outputVariables: "any",
    summaryKeys: [],
    docsUrl: guide("action-reference-Commands"),
  };
}
