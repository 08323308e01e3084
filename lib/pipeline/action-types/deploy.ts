import {
  BOTH_TYPES,
  EXACTLY_ONE,
  NONE,
  V1_ONLY,
  V2_ONLY,
  days,
  guide,
  hours,
  minutes,
  type ActionType,
} from "./action-type";
import { DEPLOY_CONTAINER_ACTION_TYPES } from "./deploy-containers";
import { DEPLOY_STACK_ACTION_TYPES } from "./deploy-stacks";
import { optional, required } from "./configuration-property";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl */
const CANNED_ACLS = [
  "private",
  "public-read",
  "public-read-write",
  "authenticated-read",
  "aws-exec-read",
  "bucket-owner-read",
  "bucket-owner-full-control",
] as const;

const deploy = {
  pipelineTypes: BOTH_TYPES,
  inputs: EXACTLY_ONE,
  outputs: NONE,
  defaultTimeoutMs: hours(1),
  outputVariables: [],
} as const;

export const DEPLOY_ACTION_TYPES: readonly ActionType[] = [
  ...DEPLOY_CONTAINER_ACTION_TYPES,
  {
    ...deploy,
    id: { category: "Deploy", owner: "AWS", provider: "CodeDeploy", version: "1" },
    displayName: "CodeDeploy",
    description: "Deploys to the instances of a deployment group, as the appspec file says.",
    configuration: [
      required("ApplicationName", "The CodeDeploy application."),
      required("DeploymentGroupName", "The deployment group of that application."),
    ],
    defaultTimeoutMs: days(5),
    summaryKeys: ["ApplicationName", "DeploymentGroupName"],
    docsUrl: guide("action-reference-CodeDeploy"),
  },
  ...DEPLOY_STACK_ACTION_TYPES,
  {
    ...deploy,
    id: { category: "Deploy", owner: "AWS", provider: "Lambda", version: "1" },
    displayName: "Lambda",
    description: "Publishes a function version and shifts traffic to it.",
    pipelineTypes: V2_ONLY,
    inputs: { min: 0, max: 1 },
    configuration: [
      required("FunctionName", "The function to deploy."),
      optional("FunctionAlias", "The alias to move. It must exist and point at one version."),
      optional("PublishedTargetVersion", "The version to deploy. Needed when the action has no input artifact.", {
        requiredWhen: { kind: "inputCount", min: 0, max: 0 },
      }),
      optional("DeployStrategy", "AllAtOnce, Canary10Percent5Minutes, Linear10PercentEvery1Minute and so on.", {
        default: "AllAtOnce",
        usedWhen: { kind: "present", key: "FunctionAlias" },
        suggestions: ["AllAtOnce", "Canary10Percent5Minutes", "Linear10PercentEvery1Minute"],
      }),
      optional("Alarms", "CloudWatch alarms separated by commas, ten at most, that stop the deployment."),
    ],
    // A traffic shift may take two days, the longest this action runs.
    defaultTimeoutMs: days(2),
    outputVariables: ["FunctionVersion"],
    summaryKeys: ["FunctionName"],
    docsUrl: guide("action-reference-LambdaDeploy"),
  },
  {
    ...deploy,
    id: { category: "Deploy", owner: "AWS", provider: "S3", version: "1" },
    displayName: "Amazon S3",
    description: "Copies the input artifact to a bucket, whole or unpacked.",
    configuration: [
      required("BucketName", "The bucket to copy to."),
      required("Extract", "Whether to unpack the files.", { type: "Boolean", allowedValues: ["true", "false"] }),
      optional("ObjectKey", "The object to write. When files are unpacked: a prefix for them.", {
        requiredWhen: { kind: "value", key: "Extract", values: ["false"] },
      }),
      optional("KMSEncryptionKeyARN", "The key that encrypts the objects."),
      optional("CannedACL", "A canned access list for the objects.", { suggestions: CANNED_ACLS }),
      optional("CacheControl", "The Cache-Control header of the objects.", {
        suggestions: ["no-cache", "max-age=300", "public, max-age=31536000, immutable"],
      }),
    ],
    defaultTimeoutMs: minutes(90),
    summaryKeys: ["BucketName", "ObjectKey"],
    docsUrl: guide("action-reference-S3Deploy"),
  },
  {
    ...deploy,
    id: { category: "Deploy", owner: "AWS", provider: "EC2", version: "1" },
    displayName: "Amazon EC2",
    description: "Copies files to Linux instances and runs scripts there, without CodeDeploy.",
    pipelineTypes: V2_ONLY,
    configuration: [
      required("InstanceTagKey", "Instances that carry this tag are deployed to."),
      optional("InstanceTagValue", "The tag's value. Without it every value counts."),
      required("InstanceType", "EC2 instances, or nodes that Systems Manager manages.", {
        allowedValues: ["EC2", "SSM_MANAGED_NODE"],
      }),
      optional("TargetDirectory", "Where the files go.", { requiredWhen: { kind: "absent", keys: ["DeploySpec"] } }),
      optional("PostScript", "The script to run after the copy, a path in the artifact.", {
        requiredWhen: { kind: "absent", keys: ["DeploySpec"] },
      }),
      optional("PreScript", "The script to run before the copy."),
      optional("DeploySpec", "A deploy spec file in the artifact, instead of directory and scripts."),
      optional("MaxBatch", "How many instances, or what percentage, at the same time."),
      optional("MaxError", "How many instances, or what percentage, may fail."),
      optional("TargetGroupNameList", "Load balancer target groups to take instances out of meanwhile."),
    ],
    alternatives: [
      { label: "Files and scripts", keys: ["TargetDirectory", "PostScript", "PreScript"] },
      { label: "Deploy spec", keys: ["DeploySpec"] },
    ],
    summaryKeys: ["InstanceTagKey", "InstanceTagValue"],
    docsUrl: guide("action-reference-EC2Deploy"),
  },
  {
    ...deploy,
    id: { category: "Deploy", owner: "AWS", provider: "ElasticBeanstalk", version: "1" },
    displayName: "Elastic Beanstalk",
    description: "Deploys a new version to an environment.",
    configuration: [
      required("ApplicationName", "The Elastic Beanstalk application."),
      required("EnvironmentName", "The environment to update."),
    ],
    summaryKeys: ["ApplicationName", "EnvironmentName"],
    docsUrl: guide("action-reference-Beanstalk"),
  },
  {
    ...deploy,
    id: { category: "Deploy", owner: "AWS", provider: "AppConfig", version: "1" },
    displayName: "AppConfig",
    description: "Deploys a configuration file to an application's environment.",
    configuration: [
      required("Application", "The AppConfig application."),
      required("Environment", "The environment to deploy to."),
      required("ConfigurationProfile", "The configuration profile."),
      required("InputArtifactConfigurationPath", "The configuration file in the input artifact."),
      optional("DeploymentStrategy", "The deployment strategy."),
    ],
    summaryKeys: ["Application", "Environment"],
    docsUrl: guide("action-reference-AppConfig"),
  },
  {
    ...deploy,
    id: { category: "Deploy", owner: "AWS", provider: "ServiceCatalog", version: "1" },
    displayName: "Service Catalog",
    description: "Publishes a product version from a template.",
    configuration: [
      required("ProductId", "The product to publish to."),
      optional("ConfigurationFilePath", "A file in the artifact that holds the settings below."),
      ...[
        ["TemplateFilePath", "The template in the artifact."],
        ["ProductVersionName", "The name of the new version."],
        ["ProductType", "The kind of product, such as CLOUD_FORMATION_TEMPLATE."],
      ].map(([name = "", description = ""]) =>
        optional(name, description, { requiredWhen: { kind: "absent", keys: ["ConfigurationFilePath"] } }),
      ),
      optional("ProductVersionDescription", "What is new in this version."),
    ],
    alternatives: [
      {
        label: "Settings here",
        keys: ["TemplateFilePath", "ProductVersionName", "ProductType", "ProductVersionDescription"],
      },
      { label: "From a file", keys: ["ConfigurationFilePath"] },
    ],
    summaryKeys: ["ProductId"],
    docsUrl: guide("action-reference-ServiceCatalog"),
  },
  {
    ...deploy,
    id: { category: "Deploy", owner: "ThirdParty", provider: "AlexaSkillsKit", version: "1" },
    displayName: "Alexa Skills Kit",
    description: "Deploys an Alexa skill. A second input overrides parameters.",
    inputs: { min: 1, max: 2 },
    configuration: [
      required("ClientId", "The client id of the security profile."),
      required("ClientSecret", "The client secret.", { secret: true }),
      required("RefreshToken", "The refresh token.", { secret: true }),
      required("SkillId", "The skill to deploy."),
    ],
    summaryKeys: ["SkillId"],
    docsUrl: guide("action-reference-Alexa"),
  },
  {
    ...deploy,
    id: { category: "Deploy", owner: "AWS", provider: "OpsWorks", version: "1" },
    displayName: "OpsWorks",
    description: "Deploys to an OpsWorks stack. The service is retired.",
    pipelineTypes: V1_ONLY,
    configuration: [
      required("Stack", "The stack."),
      required("App", "The app."),
      optional("Layer", "Deploy to this layer only."),
    ],
    summaryKeys: ["Stack", "App"],
    hidden: true,
    docsUrl: guide("integrations-action-type"),
  },
  {
    id: { category: "Deploy", owner: "Custom", provider: "XebiaLabs", version: "1" },
    displayName: "XebiaLabs",
    description: "Deploys through the XL Deploy integration.",
    pipelineTypes: BOTH_TYPES,
    inputs: { min: 0, max: 5 },
    outputs: { min: 0, max: 5 },
    configuration: [],
    acceptsOtherKeys: true,
    defaultTimeoutMs: hours(24),
    outputVariables: "any",
    summaryKeys: [],
    hidden: true,
    docsUrl: guide("integrations-action-type"),
  },
];
