import { CAPABILITIES } from "../../cloudformation/template/required-capabilities";
import type { ShapeTable } from "../shape";

const TEMPLATE = { TemplateBody: "TemplateBody", TemplateURL: "TemplateURL" };
const CONTENT = {
  ...TEMPLATE,
  UsePreviousTemplate: "Boolean",
  Parameters: "Parameters",
  Capabilities: "Capabilities",
  RoleARN: "RoleARN",
  NotificationARNs: "NotificationARNs",
  Tags: "Tags",
};
/** What is read only to be refused: a stack without its policy would change what the policy protects. */
export const REFUSED_MEMBERS = [
  "StackPolicyBody",
  "StackPolicyURL",
  "StackPolicyDuringUpdateBody",
  "StackPolicyDuringUpdateURL",
] as const;
const POLICIES = Object.fromEntries(REFUSED_MEMBERS.map((name) => [name, "Text"]));
const TOKEN = { ClientRequestToken: "ClientRequestToken" };

function structure(members: Readonly<Record<string, string>>, required: readonly string[] = []) {
  return { type: "structure", members, required } as const;
}

/**
 * The part of CloudFormation's model that the engine answers.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Operations.html
 */
export const CLOUDFORMATION_INPUTS = {
  CreateStack: "CreateStackInput",
  UpdateStack: "UpdateStackInput",
  ContinueUpdateRollback: "ContinueUpdateRollbackInput",
  DeleteStack: "DeleteStackInput",
  DescribeStacks: "DescribeStacksInput",
  ListStacks: "ListStacksInput",
  DescribeStackEvents: "StackNameInput",
  DescribeStackResources: "DescribeStackResourcesInput",
  DescribeStackResource: "DescribeStackResourceInput",
  ListStackResources: "StackNameInput",
  GetTemplate: "GetTemplateInput",
  GetTemplateSummary: "TemplateInput",
  ValidateTemplate: "ValidateTemplateInput",
  CreateChangeSet: "CreateChangeSetInput",
  DescribeChangeSet: "ChangeSetInput",
  ExecuteChangeSet: "ExecuteChangeSetInput",
  DeleteChangeSet: "ChangeSetInput",
  ListChangeSets: "StackNameInput",
  ListExports: "ListExportsInput",
  ListImports: "ListImportsInput",
  UpdateTerminationProtection: "UpdateTerminationProtectionInput",
} as const;

export const CLOUDFORMATION_SHAPES: ShapeTable = {
  CreateStackInput: structure(
    {
      StackName: "NewStackName",
      ...CONTENT,
      ...POLICIES,
      ...TOKEN,
      DisableRollback: "Boolean",
      OnFailure: "OnFailure",
      EnableTerminationProtection: "Boolean",
    },
    ["StackName"],
  ),
  UpdateStackInput: structure(
    { StackName: "StackName", ...CONTENT, ...POLICIES, ...TOKEN, DisableRollback: "Boolean" },
    ["StackName"],
  ),
  ContinueUpdateRollbackInput: structure({ StackName: "StackName", ResourcesToSkip: "LogicalIds", ...TOKEN }, [
    "StackName",
  ]),
  DeleteStackInput: structure({ StackName: "StackName", RetainResources: "LogicalIds", ...TOKEN }, ["StackName"]),
  DescribeStacksInput: structure({ StackName: "StackName", NextToken: "NextToken" }),
  ListStacksInput: structure({ StackStatusFilter: "StackStatuses", NextToken: "NextToken" }),
  StackNameInput: structure({ StackName: "StackName", NextToken: "NextToken" }, ["StackName"]),
  DescribeStackResourcesInput: structure({
    StackName: "StackName",
    LogicalResourceId: "LogicalId",
    PhysicalResourceId: "Text",
  }),
  DescribeStackResourceInput: structure({ StackName: "StackName", LogicalResourceId: "LogicalId" }, [
    "StackName",
    "LogicalResourceId",
  ]),
  GetTemplateInput: structure({
    StackName: "StackName",
    ChangeSetName: "ChangeSetName",
    TemplateStage: "TemplateStage",
  }),
  TemplateInput: structure({ ...TEMPLATE, StackName: "StackName" }),
  ValidateTemplateInput: structure(TEMPLATE),
  CreateChangeSetInput: structure(
    {
      StackName: "StackName",
      ChangeSetName: "NewChangeSetName",
      ChangeSetType: "ChangeSetType",
      Description: "Description",
      OnStackFailure: "OnFailure",
      ...CONTENT,
      ClientToken: "ClientRequestToken",
    },
    ["StackName", "ChangeSetName"],
  ),
  ChangeSetInput: structure({ StackName: "StackName", ChangeSetName: "ChangeSetName", NextToken: "NextToken" }, [
    "ChangeSetName",
  ]),
  ExecuteChangeSetInput: structure(
    { StackName: "StackName", ChangeSetName: "ChangeSetName", DisableRollback: "Boolean", ...TOKEN },
    ["ChangeSetName"],
  ),
  ListExportsInput: structure({ NextToken: "NextToken" }),
  ListImportsInput: structure({ ExportName: "Text", NextToken: "NextToken" }, ["ExportName"]),
  UpdateTerminationProtectionInput: structure({ StackName: "StackName", EnableTerminationProtection: "Boolean" }, [
    "StackName",
    "EnableTerminationProtection",
  ]),
  Parameters: { type: "list", member: "Parameter", max: 200 },
  Parameter: structure({ ParameterKey: "Text", ParameterValue: "Text", UsePreviousValue: "Boolean" }),
  Tags: { type: "list", member: "Tag", max: 50 },
  Tag: structure({ Key: "TagKey", Value: "TagValue" }, ["Key", "Value"]),
  TagKey: { type: "string", min: 1, max: 128 },
  TagValue: { type: "string", min: 0, max: 256 },
  Capabilities: { type: "list", member: "Capability" },
  Capability: { type: "string", enum: CAPABILITIES },
  NotificationARNs: { type: "list", member: "Text", max: 5 },
  LogicalIds: { type: "list", member: "LogicalId" },
  StackStatuses: { type: "list", member: "StackStatus" },
  // What AWS has beside is asked for by clients that list every status.
  StackStatus: { type: "string", pattern: "[A-Z_]{1,64}" },
  NewStackName: { type: "string", min: 1, max: 128, pattern: "[a-zA-Z][-a-zA-Z0-9]*" },
  StackName: {
    type: "string",
    min: 1,
    max: 1024,
    pattern: "([a-zA-Z][-a-zA-Z0-9]*)|(arn:\\b(aws|aws-us-gov|aws-cn)\\b:[-a-zA-Z0-9:/._+]*)",
  },
  NewChangeSetName: { type: "string", min: 1, max: 128, pattern: "[a-zA-Z][-a-zA-Z0-9]*" },
  ChangeSetName: { type: "string", min: 1, max: 1600, pattern: "[a-zA-Z][-a-zA-Z0-9]*|arn:[-a-zA-Z0-9:/]*" },
  ChangeSetType: { type: "string", enum: ["CREATE", "UPDATE"] },
  OnFailure: { type: "string", enum: ["DO_NOTHING", "ROLLBACK", "DELETE"] },
  TemplateStage: { type: "string", enum: ["Original", "Processed"] },
  TemplateBody: { type: "string", min: 1 },
  TemplateURL: { type: "string", min: 1, max: 5_120 },
  RoleARN: { type: "string", min: 20, max: 2_048 },
  ClientRequestToken: { type: "string", min: 1, max: 128, pattern: "[a-zA-Z0-9][-a-zA-Z0-9]*" },
  Description: { type: "string", min: 1, max: 1_024 },
  LogicalId: { type: "string", min: 1, max: 255 },
  NextToken: { type: "string", min: 1, max: 1_024 },
  Boolean: { type: "boolean" },
  Text: { type: "string" },
};
