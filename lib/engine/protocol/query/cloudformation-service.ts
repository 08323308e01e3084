import { AwsServiceError } from "../../aws-service-error";
import { exportsOf } from "../../cloudformation/exports";
import { isDeleted, resourceOf, type StackRecord } from "../../cloudformation/stack-record";
import { asInvalid, invalid, noTemplate, type StackCaller } from "../../cloudformation/stack-input";
import type { Stacks } from "../../cloudformation/stacks";
import { templateSource, type ReadObject } from "../../cloudformation/template-source";
import { checkTemplate } from "../../cloudformation/template/check-template";
import { readTemplate, type Template } from "../../cloudformation/template/read-template";
import {
  changeSetOutput,
  changeSetSummary,
  eventOutput,
  resourceOutput,
  stackOutput,
  stackSummary,
  templateOutput,
} from "./cloudformation-output";
import { stackInput, type CloudFormationInput } from "./cloudformation-input";
import { CLOUDFORMATION_INPUTS, CLOUDFORMATION_SHAPES, REFUSED_MEMBERS } from "./cloudformation-shapes";
import type { QueryService } from "./query-service";
import type { XmlValue } from "./xml-value";

type ActionName = keyof typeof CLOUDFORMATION_INPUTS;

type Handler = (input: CloudFormationInput, caller: StackCaller) => Promise<XmlValue | undefined>;

/**
 * CloudFormation over the stacks of this machine. Answers come whole: there are no further pages. Stack sets, drift,
 * imports of resources, stack policies and the registry of types are refused.
 */
export function cloudFormationService({
  stacks,
  readObject,
}: {
  readonly stacks: Stacks;
  readonly readObject: ReadObject;
}): QueryService {
  const handlers = {
    ...stackHandlers(stacks, readObject),
    ...changeSetHandlers(stacks, readObject),
    ...readHandlers(stacks, readObject),
  } satisfies Record<ActionName, Handler>;
  return {
    version: "2010-05-15",
    namespace: "http://cloudformation.amazonaws.com/doc/2010-05-15/",
    signingName: "cloudformation",
    shapes: CLOUDFORMATION_SHAPES,
    inputs: CLOUDFORMATION_INPUTS,
    async invoke(action, input, { caller: { accountId, region, principalArn } }) {
      // Both casts hold: the action is one of the inputs, and its input was checked against its shape.
      const { ClientRequestToken, ...rest } = input as CloudFormationInput;
      const refused = REFUSED_MEMBERS.find((member) => rest[member] !== undefined);
      if (refused) throw invalid(`${refused}: the local engine has no stack policies. Leave it out.`);
      const token = ClientRequestToken === undefined ? {} : { clientRequestToken: ClientRequestToken };
      return handlers[action as ActionName](rest, { accountId, region, principalArn, ...token });
    },
  };
}

function stackHandlers(stacks: Stacks, readObject: ReadObject) {
  return {
    async CreateStack(input, caller) {
      if (input.DisableRollback !== undefined && input.OnFailure !== undefined) {
        throw invalid("You can specify either DisableRollback or OnFailure, but not both.");
      }
      const onFailure = input.DisableRollback ? "DO_NOTHING" : input.OnFailure;
      const made = await stacks.create(input.StackName ?? "", await stackInput(input, readObject), caller, {
        ...(onFailure !== undefined && { onFailure }),
        isProtected: input.EnableTerminationProtection ?? false,
      });
      return { StackId: made.stackId };
    },
    async UpdateStack(input, caller) {
      const disableRollback = input.DisableRollback ?? false;
      const content = await stackInput(input, readObject);
      const { stackId } = await stacks.update(input.StackName ?? "", content, caller, { disableRollback });
      return { StackId: stackId };
    },
    async ContinueUpdateRollback({ StackName = "", ResourcesToSkip = [] }, caller) {
      if (ResourcesToSkip.length > 0) throw invalid("ResourcesToSkip: the local engine skips no resources.");
      await stacks.continueRollback(StackName, caller);
      return {};
    },
    async DeleteStack({ StackName = "", RetainResources }, caller) {
      await stacks.remove(StackName, caller, RetainResources);
      return undefined;
    },
    async UpdateTerminationProtection({ StackName = "", EnableTerminationProtection = false }, caller) {
      const { stackId } = await stacks.setProtection(StackName, EnableTerminationProtection, caller);
      return { StackId: stackId };
    },
  } satisfies Partial<Record<ActionName, Handler>>;
}

function changeSetHandlers(stacks: Stacks, readObject: ReadObject) {
  return {
    async CreateChangeSet(input, caller) {
      const { StackName = "", ChangeSetName = "", ChangeSetType = "UPDATE", Description, OnStackFailure } = input;
      const named = {
        changeSetName: ChangeSetName,
        changeSetType: ChangeSetType,
        ...(Description !== undefined && { description: Description }),
        ...(OnStackFailure !== undefined && { onFailure: OnStackFailure }),
      };
      const content = await stackInput(input, readObject);
      const { stack, changeSet } = await stacks.createChangeSet(StackName, named, content, caller);
      return { Id: changeSet.changeSetId, StackId: stack.stackId };
    },
    async DescribeChangeSet({ StackName, ChangeSetName = "" }, caller) {
      const { stack, changeSet } = await stacks.findChangeSet(StackName, ChangeSetName, caller);
      return changeSetOutput(stack, changeSet);
    },
    async ExecuteChangeSet({ StackName, ChangeSetName = "", DisableRollback }, caller) {
      const options = DisableRollback === undefined ? {} : { disableRollback: DisableRollback };
      await stacks.executeChangeSet(StackName, ChangeSetName, caller, options);
      return {};
    },
    async DeleteChangeSet({ StackName, ChangeSetName = "" }, caller) {
      try {
        await stacks.removeChangeSet(StackName, ChangeSetName, caller);
      } catch (error) {
        // One that is not there is deleted already.
        if (!(error instanceof AwsServiceError) || error.exception !== "ChangeSetNotFound") throw error;
      }
      return {};
    },
    async ListChangeSets({ StackName = "" }, caller) {
      const { stackId, stackName, changeSets } = await existing(stacks, StackName, caller);
      return { Summaries: changeSets.map((changeSet) => changeSetSummary(stackId, stackName, changeSet)) };
    },
  } satisfies Partial<Record<ActionName, Handler>>;
}

function readHandlers(stacks: Stacks, readObject: ReadObject) {
  return {
    async DescribeStacks({ StackName }, caller) {
      if (StackName !== undefined) return { Stacks: [stackOutput(await existing(stacks, StackName, caller))] };
      const all = await stacks.list(caller);
      return {
        Stacks: all
          .filter((stack) => !isDeleted(stack))
          .toReversed()
          .map(stackOutput),
      };
    },
    async ListStacks({ StackStatusFilter = [] }, caller) {
      const all = (await stacks.list(caller)).toReversed();
      const wanted = all.filter(({ status }) => StackStatusFilter.length === 0 || StackStatusFilter.includes(status));
      return { StackSummaries: wanted.map(stackSummary) };
    },
    async DescribeStackEvents({ StackName = "" }, caller) {
      const stack = await existing(stacks, StackName, caller);
      return { StackEvents: stack.events.toReversed().map((event) => eventOutput(stack, event)) };
    },
    async ListStackResources({ StackName = "" }, caller) {
      const stack = await existing(stacks, StackName, caller);
      const rows = Object.entries(stack.resources).map((entry) => resourceOutput(stack, entry, "LastUpdatedTimestamp"));
      return { StackResourceSummaries: rows };
    },
    async DescribeStackResources({ StackName, LogicalResourceId, PhysicalResourceId }, caller) {
      const stack = await stackOf(stacks, { StackName, PhysicalResourceId }, caller);
      const rows = Object.entries(stack.resources).filter(
        ([logicalId]) => LogicalResourceId === undefined || logicalId === LogicalResourceId,
      );
      return { StackResources: rows.map((entry) => resourceOutput(stack, entry, "Timestamp")) };
    },
    async DescribeStackResource({ StackName = "", LogicalResourceId = "" }, caller) {
      const stack = await existing(stacks, StackName, caller);
      const resource = resourceOf(stack, LogicalResourceId);
      if (!resource) throw invalid(`Resource ${LogicalResourceId} does not exist for stack ${stack.stackName}`);
      return { StackResourceDetail: resourceOutput(stack, [LogicalResourceId, resource], "LastUpdatedTimestamp") };
    },
    async GetTemplate({ StackName, ChangeSetName }, caller) {
      const content =
        ChangeSetName === undefined
          ? (await existing(stacks, StackName ?? "", caller)).content
          : (await stacks.findChangeSet(StackName, ChangeSetName, caller)).changeSet.content;
      return { TemplateBody: content?.templateBody ?? "", StagesAvailable: ["Original", "Processed"] };
    },
    async GetTemplateSummary(input, caller) {
      const given = await templateSource(input, readObject);
      if (given !== null) return templateOutput(await checkedTemplate(given));
      if (input.StackName === undefined) throw noTemplate();
      const { content } = await existing(stacks, input.StackName, caller);
      return templateOutput(await checkedTemplate(content?.templateBody ?? null));
    },
    async ValidateTemplate(input) {
      const {
        ResourceTypes: _types,
        Version: _version,
        Parameters,
        ...rest
      } = templateOutput(await checkedTemplate(await templateSource(input, readObject)));
      const parameters = Parameters.map(({ ParameterType: _type, ParameterConstraints: _constraints, ...one }) => one);
      return { ...rest, Parameters: parameters };
    },
    async ListExports(_input, caller) {
      const all = [...exportsOf(await stacks.list(caller)).values()];
      return {
        Exports: all.map(({ name, value, stackId }) => ({ ExportingStackId: stackId, Name: name, Value: value })),
      };
    },
    async ListImports({ ExportName = "" }, caller) {
      const users = (await stacks.list(caller)).filter(
        (stack) => !isDeleted(stack) && stack.imports.includes(ExportName),
      );
      if (users.length === 0) throw invalid(`Export '${ExportName}' is not imported by any stack.`);
      return { Imports: users.map(({ stackName }) => stackName) };
    },
  } satisfies Partial<Record<ActionName, Handler>>;
}

async function existing(stacks: Stacks, nameOrId: string, caller: StackCaller): Promise<StackRecord> {
  const found = await stacks.find(caller, nameOrId);
  if (found) return found;
  throw invalid(`Stack with id ${nameOrId} does not exist`);
}

/** DescribeStackResources takes a stack, or one of the things it has made. */
async function stackOf(
  stacks: Stacks,
  { StackName, PhysicalResourceId }: Pick<CloudFormationInput, "StackName" | "PhysicalResourceId">,
  caller: StackCaller,
): Promise<StackRecord> {
  if (StackName !== undefined) return existing(stacks, StackName, caller);
  const all = (await stacks.list(caller)).filter((stack) => !isDeleted(stack));
  const found = all.find(({ resources }) =>
    Object.values(resources).some(({ physicalId }) => physicalId === PhysicalResourceId),
  );
  if (found && PhysicalResourceId !== undefined) return found;
  throw invalid(`Stack for ${PhysicalResourceId ?? ""} does not exist`);
}

function checkedTemplate(body: string | null): Promise<Template> {
  return asInvalid(async () => {
    if (body === null) throw noTemplate();
    const template = readTemplate(body);
    checkTemplate(template);
    return template;
  });
}
