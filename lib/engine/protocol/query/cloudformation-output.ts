import { entryOf } from "@/lib/pipeline/entry-of";
import type {
  ChangeSet,
  ResourceChange,
  StackContent,
  StackEvent,
  StackRecord,
  StackResource,
} from "../../cloudformation/stack-record";
import type { Template } from "../../cloudformation/template/read-template";
import { requiredCapabilities } from "../../cloudformation/template/required-capabilities";
import { textOf } from "../../text-of";
import type { XmlValue } from "./xml-value";

const MASK = "****";

/** A stack as DescribeStacks tells of it. */
export function stackOutput(stack: StackRecord): XmlValue {
  const { content } = stack;
  return {
    StackId: stack.stackId,
    StackName: stack.stackName,
    Description: content?.description,
    Parameters: content ? parametersOutput(content) : [],
    CreationTime: isoTime(stack.createdAt),
    LastUpdatedTime: isoTime(stack.updatedAt),
    DeletionTime: isoTime(stack.deletedAt),
    RollbackConfiguration: {},
    StackStatus: stack.status,
    StackStatusReason: stack.statusReason,
    DisableRollback: stack.disableRollback,
    NotificationARNs: content?.notificationArns ?? [],
    Capabilities: content?.capabilities ?? [],
    Outputs: stack.outputs.map(({ key, value, description, exportName }) => ({
      OutputKey: key,
      OutputValue: value,
      Description: description,
      ExportName: exportName,
    })),
    RoleARN: content?.roleArn,
    Tags: (content?.tags ?? []).map(({ key, value }) => ({ Key: key, Value: value })),
    EnableTerminationProtection: stack.isProtected,
    DriftInformation: { StackDriftStatus: "NOT_CHECKED" },
  };
}

export function stackSummary(stack: StackRecord): XmlValue {
  return {
    StackId: stack.stackId,
    StackName: stack.stackName,
    TemplateDescription: stack.content?.description,
    CreationTime: isoTime(stack.createdAt),
    LastUpdatedTime: isoTime(stack.updatedAt),
    DeletionTime: isoTime(stack.deletedAt),
    StackStatus: stack.status,
    StackStatusReason: stack.statusReason,
    DriftInformation: { StackDriftStatus: "NOT_CHECKED" },
  };
}

export function eventOutput({ stackId, stackName }: StackRecord, event: StackEvent): XmlValue {
  return {
    StackId: stackId,
    EventId: event.eventId,
    StackName: stackName,
    LogicalResourceId: event.logicalId,
    PhysicalResourceId: event.physicalId,
    ResourceType: event.type,
    Timestamp: isoTime(event.at),
    ResourceStatus: event.status,
    ResourceStatusReason: event.reason,
    ClientRequestToken: event.clientRequestToken,
  };
}

/** @param timeMember the three calls that tell of resources call their time differently */
export function resourceOutput(
  { stackId, stackName }: StackRecord,
  [logicalId, resource]: readonly [string, StackResource],
  timeMember: "Timestamp" | "LastUpdatedTimestamp",
): XmlValue {
  return {
    StackName: stackName,
    StackId: stackId,
    LogicalResourceId: logicalId,
    PhysicalResourceId: resource.physicalId,
    ResourceType: resource.type,
    [timeMember]: isoTime(resource.changedAt),
    ResourceStatus: resource.status,
    ResourceStatusReason: resource.reason,
    DriftInformation: { StackResourceDriftStatus: "NOT_CHECKED" },
  };
}

export function changeSetOutput({ stackId, stackName }: StackRecord, changeSet: ChangeSet): XmlValue {
  const { content } = changeSet;
  return {
    ...changeSetSummary(stackId, stackName, changeSet),
    Parameters: parametersOutput(content),
    NotificationARNs: content.notificationArns,
    RollbackConfiguration: {},
    Capabilities: content.capabilities,
    Tags: content.tags.map(({ key, value }) => ({ Key: key, Value: value })),
    Changes: changeSet.changes.map((change) => ({ Type: "Resource", ResourceChange: changeOutput(change) })),
    OnStackFailure: changeSet.onFailure,
  };
}

export function changeSetSummary(stackId: string, stackName: string, changeSet: ChangeSet) {
  return {
    StackId: stackId,
    StackName: stackName,
    ChangeSetId: changeSet.changeSetId,
    ChangeSetName: changeSet.changeSetName,
    Description: changeSet.description,
    CreationTime: isoTime(changeSet.createdAt),
    ExecutionStatus: changeSet.status === "FAILED" ? "UNAVAILABLE" : "AVAILABLE",
    Status: changeSet.status,
    StatusReason: changeSet.statusReason,
    IncludeNestedStacks: false,
  };
}

function changeOutput({ action, logicalId, physicalId, type, isReplaced, properties }: ResourceChange): XmlValue {
  return {
    Action: action,
    LogicalResourceId: logicalId,
    PhysicalResourceId: physicalId,
    ResourceType: type,
    Replacement: action === "Modify" ? (isReplaced ? "True" : "False") : undefined,
    Scope: action === "Modify" ? ["Properties"] : [],
    Details: properties.map((name) => ({
      Target: { Attribute: "Properties", Name: name, RequiresRecreation: isReplaced ? "Conditionally" : "Never" },
      Evaluation: "Static",
      ChangeSource: "DirectModification",
    })),
  };
}

function parametersOutput({ parameters, resolved, secretParameters }: StackContent): XmlValue {
  return Object.entries(parameters).map(([name, value]) => ({
    ParameterKey: name,
    ParameterValue: secretParameters.includes(name) ? MASK : value,
    ResolvedValue: entryOf(resolved, name),
  }));
}

/** What a template asks for, as ValidateTemplate and GetTemplateSummary tell it. */
export function templateOutput(template: Template) {
  const capabilities = requiredCapabilities(template, "stack");
  const transforms = [template.Transform].flat().filter((name) => typeof name === "string");
  return {
    Description: template.Description,
    Parameters: Object.entries(template.Parameters).map(
      ([name, { Type, Default, Description, NoEcho, AllowedValues }]) => ({
        ParameterKey: name,
        DefaultValue: Default === undefined ? undefined : textOf(Default),
        ParameterType: Type,
        NoEcho: String(NoEcho) === "true",
        Description,
        ParameterConstraints: { AllowedValues: (AllowedValues ?? []).map(textOf) },
      }),
    ),
    Capabilities: capabilities,
    CapabilitiesReason:
      capabilities.length > 0 ? `The template needs these to be acknowledged: [${capabilities.join(", ")}]` : undefined,
    DeclaredTransforms: transforms,
    ResourceTypes: [...new Set(Object.values(template.Resources).map(({ Type }) => Type))],
    Version: "2010-09-09",
  };
}

function isoTime(at: number): string;
function isoTime(at: number | undefined): string | undefined;
function isoTime(at: number | undefined): string | undefined {
  return at === undefined ? undefined : new Date(at).toISOString();
}
