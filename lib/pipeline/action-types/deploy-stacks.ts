import { BOTH_TYPES, NONE, days, guide, hours, type ActionType } from "./action-type";
import { optional, required, type ConfigurationProperty, type KeyCondition } from "./configuration-property";

const TEMPLATE_MODES = ["CREATE_UPDATE", "REPLACE_ON_FAILURE", "CHANGE_SET_REPLACE"] as const;
const CHANGE_SET_MODES = ["CHANGE_SET_REPLACE", "CHANGE_SET_EXECUTE"] as const;
const USES_TEMPLATE = { kind: "value", key: "ActionMode", values: TEMPLATE_MODES } as const;
const USES_ROLE = { kind: "value", key: "ActionMode", values: [...TEMPLATE_MODES, "DELETE_ONLY"] } as const;

/**
 * What an `ActionMode` asks for. The service looks for it when the action runs, not when the pipeline is saved.
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/13121
 */
function asked(requiredWhen: KeyCondition): Pick<ConfigurationProperty, "requiredWhen" | "isMissedAtRunTime"> {
  return { requiredWhen, isMissedAtRunTime: true };
}

/** Targets and pace of a stack set, shared by its two actions. */
const STACK_SET_TARGETS: readonly ConfigurationProperty[] = [
  optional("FailureTolerancePercentage", "Percentage of accounts per Region that may fail.", { type: "Number" }),
  optional("MaxConcurrentPercentage", "Percentage of accounts to work on at the same time.", { type: "Number" }),
  // Offered by CloudFormation for stack sets; whether the action takes it is unverified.
  optional("CallAs", "Act as the management account or as a delegated administrator.", {
    allowedValues: ["SELF", "DELEGATED_ADMIN"],
    default: "SELF",
  }),
];

/** Deployments through CloudFormation. */
export const DEPLOY_STACK_ACTION_TYPES: readonly ActionType[] = [
  {
    id: { category: "Deploy", owner: "AWS", provider: "CloudFormation", version: "1" },
    displayName: "CloudFormation",
    description: "Creates, updates or deletes a stack, or prepares and runs a change set.",
    pipelineTypes: BOTH_TYPES,
    inputs: { min: 0, max: 10 },
    outputs: { min: 0, max: 1 },
    configuration: [
      required("ActionMode", "What to do with the stack.", {
        allowedValues: ["CREATE_UPDATE", "REPLACE_ON_FAILURE", "DELETE_ONLY", ...CHANGE_SET_MODES],
      }),
      required("StackName", "The stack."),
      optional("ChangeSetName", "The change set to prepare or to run.", {
        ...asked({ kind: "value", key: "ActionMode", values: CHANGE_SET_MODES }),
        usedWhen: { kind: "value", key: "ActionMode", values: CHANGE_SET_MODES },
      }),
      optional("TemplatePath", "The template, as InputArtifact::path/to/template.yml.", {
        ...asked(USES_TEMPLATE),
        usedWhen: USES_TEMPLATE,
        isArtifactPath: true,
      }),
      optional("RoleArn", "The role that CloudFormation assumes to change the stack's resources.", {
        ...asked(USES_ROLE),
        usedWhen: USES_ROLE,
      }),
      optional("Capabilities", "Capabilities separated by commas, such as CAPABILITY_NAMED_IAM.", {
        usedWhen: USES_TEMPLATE,
        suggestions: ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_NAMED_IAM,CAPABILITY_AUTO_EXPAND"],
      }),
      optional("TemplateConfiguration", "A JSON file with parameters and tags, as InputArtifact::path.", {
        usedWhen: USES_TEMPLATE,
        isArtifactPath: true,
      }),
      optional("ParameterOverrides", "Parameters as a JSON object, 1 KB at most. They win over the file.", {
        usedWhen: USES_TEMPLATE,
        multiline: true,
      }),
      optional("OutputFileName", "The file in the output artifact that receives the stack's outputs."),
    ],
    defaultTimeoutMs: days(3),
    outputVariables: "any",
    summaryKeys: ["StackName"],
    docsUrl: guide("action-reference-CloudFormation"),
  },
  {
    id: { category: "Deploy", owner: "AWS", provider: "CloudFormationStackSet", version: "1" },
    displayName: "Stack set",
    description: "Creates or updates a stack set, and its instances where targets are given.",
    pipelineTypes: BOTH_TYPES,
    inputs: { min: 1, max: 3 },
    outputs: NONE,
    configuration: [
      required("StackSetName", "The stack set. A letter first, then letters, digits and hyphens."),
      required("TemplatePath", "The template, as InputArtifact::path/to/template.yml.", { isArtifactPath: true }),
      optional("Description", "What the stack set is for."),
      optional("Parameters", "Parameters in shorthand, or a file as InputArtifact::path.", { multiline: true }),
      optional("Capabilities", "CAPABILITY_IAM or CAPABILITY_NAMED_IAM.", {
        suggestions: ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM"],
      }),
      optional("PermissionModel", "Whether you manage the roles, or AWS Organizations does.", {
        allowedValues: ["SELF_MANAGED", "SERVICE_MANAGED"],
        default: "SELF_MANAGED",
      }),
      optional("AdministrationRoleArn", "The role that works on the target accounts.", {
        usedWhen: { kind: "value", key: "PermissionModel", values: ["SELF_MANAGED"] },
      }),
      optional("ExecutionRoleName", "The role to use inside the target accounts.", {
        usedWhen: { kind: "value", key: "PermissionModel", values: ["SELF_MANAGED"] },
      }),
      optional("OrganizationsAutoDeployment", "Whether accounts that join the organisation get an instance.", {
        usedWhen: { kind: "value", key: "PermissionModel", values: ["SERVICE_MANAGED"] },
        allowedValues: ["Disabled", "Enabled", "EnabledWithStackRetention"],
        default: "Disabled",
      }),
      optional("DeploymentTargets", "Accounts or organisational units, or a file as InputArtifact::path."),
      optional("Regions", "Regions separated by commas.", {
        requiredWhen: { kind: "present", key: "DeploymentTargets" },
      }),
      ...STACK_SET_TARGETS,
    ],
    // The guide gives no timeout for stack sets (unverified); one hour is the general default.
    defaultTimeoutMs: hours(1),
    outputVariables: ["OperationId", "StackSetId"],
    summaryKeys: ["StackSetName"],
    docsUrl: guide("action-reference-StackSets"),
  },
  {
    id: { category: "Deploy", owner: "AWS", provider: "CloudFormationStackInstances", version: "1" },
    displayName: "Stack instances",
    description: "Adds instances of a stack set to accounts and Regions.",
    pipelineTypes: BOTH_TYPES,
    // The guide says two inputs, the CDK three: the wider bound never refuses what works.
    inputs: { min: 0, max: 3 },
    outputs: NONE,
    configuration: [
      required("StackSetName", "The stack set."),
      required("Regions", "Regions separated by commas."),
      optional("DeploymentTargets", "Accounts or organisational units, or a file as InputArtifact::path."),
      optional("ParameterOverrides", "Parameters for these instances, or a file as InputArtifact::path.", {
        multiline: true,
      }),
      ...STACK_SET_TARGETS,
    ],
    defaultTimeoutMs: hours(1),
    outputVariables: ["OperationId", "StackSetId"],
    summaryKeys: ["StackSetName"],
    docsUrl: guide("action-reference-StackSets"),
  },
];
