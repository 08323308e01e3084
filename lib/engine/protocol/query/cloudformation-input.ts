import { invalid, noTemplate, type StackInput } from "../../cloudformation/stack-input";
import type { OnFailure } from "../../cloudformation/stack-record";
import { templateSource, type ReadObject } from "../../cloudformation/template-source";
import type { Capability } from "../../cloudformation/template/required-capabilities";
import type { REFUSED_MEMBERS } from "./cloudformation-shapes";

/** Every member that an input of the actions here may have, as their shapes have checked it. */
export interface CloudFormationInput extends Partial<Record<(typeof REFUSED_MEMBERS)[number], string>> {
  readonly StackName?: string;
  readonly TemplateBody?: string;
  readonly TemplateURL?: string;
  readonly UsePreviousTemplate?: boolean;
  readonly Parameters?: readonly {
    readonly ParameterKey?: string;
    readonly ParameterValue?: string;
    readonly UsePreviousValue?: boolean;
  }[];
  readonly Capabilities?: readonly Capability[];
  readonly RoleARN?: string;
  readonly NotificationARNs?: readonly string[];
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[];
  readonly ClientRequestToken?: string;
  readonly DisableRollback?: boolean;
  readonly OnFailure?: OnFailure;
  readonly OnStackFailure?: OnFailure;
  readonly EnableTerminationProtection?: boolean;
  readonly RetainResources?: readonly string[];
  readonly ResourcesToSkip?: readonly string[];
  readonly StackStatusFilter?: readonly string[];
  readonly LogicalResourceId?: string;
  readonly PhysicalResourceId?: string;
  readonly ChangeSetName?: string;
  readonly ChangeSetType?: "CREATE" | "UPDATE";
  readonly Description?: string;
  readonly ExportName?: string;
}

/**
 * What a call wants a stack to be.
 * @throws AwsServiceError `ValidationException` for members that contradict each other
 */
export async function stackInput(input: CloudFormationInput, readObject: ReadObject): Promise<StackInput> {
  const given = await templateSource(input, readObject);
  if (given === null && !input.UsePreviousTemplate) throw noTemplate();
  if (given !== null && input.UsePreviousTemplate) {
    throw invalid("You cannot specify both usePreviousTemplate and Template Body/Template URL.");
  }
  const parameters = (input.Parameters ?? []).map(({ ParameterKey = "", ParameterValue, UsePreviousValue }) => {
    if (!UsePreviousValue) return { key: ParameterKey, value: ParameterValue ?? "" };
    if (ParameterValue === undefined || ParameterValue === "") return { key: ParameterKey };
    throw invalid(
      `Invalid input for parameter key ${ParameterKey}. Cannot specify usePreviousValue as true and non empty value for a parameter`,
    );
  });
  return {
    templateBody: given,
    parameters,
    ...(input.Tags && { tags: input.Tags.map(({ Key, Value }) => ({ key: Key, value: Value })) }),
    capabilities: input.Capabilities ?? [],
    ...(input.RoleARN !== undefined && { roleArn: input.RoleARN }),
    ...(input.NotificationARNs && { notificationArns: input.NotificationARNs }),
  };
}
