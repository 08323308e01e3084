import { BOTH_TYPES, EXACTLY_ONE, NONE, V2_ONLY, days, guide, hours, type ActionType } from "./action-type";
import { optional, required } from "./configuration-property";

/** Deployments of container images. */
export const DEPLOY_CONTAINER_ACTION_TYPES: readonly ActionType[] = [
  {
    id: { category: "Deploy", owner: "AWS", provider: "ECS", version: "1" },
    displayName: "Amazon ECS",
    description: "Rolls new images out to an ECS service.",
    pipelineTypes: BOTH_TYPES,
    inputs: EXACTLY_ONE,
    outputs: NONE,
    configuration: [
      required("ClusterName", "The cluster."),
      required("ServiceName", "The service to update."),
      optional("FileName", "The image definitions file in the input artifact.", { default: "imagedefinitions.json" }),
      optional("DeploymentTimeout", "Minutes to wait for the rollout, 60 at most.", { type: "Number" }),
    ],
    defaultTimeoutMs: hours(1),
    outputVariables: [],
    summaryKeys: ["ClusterName", "ServiceName"],
    docsUrl: guide("action-reference-ECS"),
  },
  {
    id: { category: "Deploy", owner: "AWS", provider: "CodeDeployToECS", version: "1" },
    displayName: "ECS blue/green",
    description: "Deploys a new task set beside the old one and shifts traffic with CodeDeploy.",
    pipelineTypes: BOTH_TYPES,
    inputs: { min: 1, max: 5 },
    outputs: NONE,
    configuration: [
      required("ApplicationName", "The CodeDeploy application."),
      required("DeploymentGroupName", "The deployment group of that application."),
      required("TaskDefinitionTemplateArtifact", "The input artifact that holds the task definition.", {
        namesInputArtifact: true,
      }),
      required("AppSpecTemplateArtifact", "The input artifact that holds the appspec file.", {
        namesInputArtifact: true,
      }),
      optional("TaskDefinitionTemplatePath", "The task definition's file name.", { default: "taskdef.json" }),
      optional("AppSpecTemplatePath", "The appspec file's name.", { default: "appspec.yaml" }),
      ...[1, 2, 3, 4].flatMap((number) => [
        optional(`Image${number}ArtifactName`, `The input artifact that names image ${number}.`, {
          namesInputArtifact: true,
        }),
        optional(`Image${number}ContainerName`, `The placeholder that image ${number} replaces.`, {
          usedWhen: { kind: "present", key: `Image${number}ArtifactName` },
        }),
      ]),
    ],
    defaultTimeoutMs: days(5),
    outputVariables: [],
    summaryKeys: ["ApplicationName", "DeploymentGroupName"],
    docsUrl: guide("action-reference-ECSbluegreen"),
  },
  {
    id: { category: "Deploy", owner: "AWS", provider: "EKS", version: "1" },
    displayName: "Amazon EKS",
    description: "Installs a Helm chart or applies manifests on a cluster.",
    pipelineTypes: V2_ONLY,
    inputs: EXACTLY_ONE,
    outputs: NONE,
    configuration: [
      required("ClusterName", "The cluster."),
      optional("HelmReleaseName", "With Helm: the release.", {
        requiredWhen: { kind: "present", key: "HelmChartLocation" },
      }),
      optional("HelmChartLocation", "With Helm: the chart's folder in the artifact.", {
        requiredWhen: { kind: "present", key: "HelmReleaseName" },
      }),
      optional("HelmValuesFiles", "With Helm: values files separated by commas."),
      optional("ManifestFiles", "Without Helm: manifest files separated by commas.", {
        requiredWhen: { kind: "absent", keys: ["HelmReleaseName", "HelmChartLocation"] },
      }),
      optional("Namespace", "The Kubernetes namespace."),
      optional("Subnets", "Subnet ids separated by commas."),
      optional("SecurityGroupIds", "Security group ids separated by commas."),
    ],
    alternatives: [
      { label: "Helm chart", keys: ["HelmReleaseName", "HelmChartLocation", "HelmValuesFiles"] },
      { label: "Manifests", keys: ["ManifestFiles"] },
    ],
    takesEnvironmentVariables: true,
    // The guide gives no timeout for this provider (unverified); one hour is the general default.
    defaultTimeoutMs: hours(1),
    outputVariables: ["EKSClusterName"],
    summaryKeys: ["ClusterName", "Namespace"],
    docsUrl: guide("action-reference-EKS"),
  },
];
