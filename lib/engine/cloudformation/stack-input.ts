import { entryOf } from "@/lib/pipeline/entry-of";
import { AwsServiceError } from "../aws-service-error";
import type { Tag } from "../store/store";
import type { StackContent } from "./stack-record";
import { readContent } from "./stack-template";
import { isAcknowledged, requiredCapabilities, type Capability } from "./template/required-capabilities";
import { TemplateError } from "./template/template-error";

/** For whom a stack is made, and where. */
export interface StackCaller {
  readonly accountId: string;
  readonly region: string;
  readonly principalArn: string;
  readonly clientRequestToken?: string;
}

export interface StackParameter {
  readonly key: string;
  /** Unset: the value that the stack has. */
  readonly value?: string;
}

/** What a stack is to be. */
export interface StackInput {
  /** Null: the template that the stack has. */
  readonly templateBody: string | null;
  readonly parameters: readonly StackParameter[];
  /** Unset: those that the stack has. */
  readonly tags?: readonly Tag[];
  readonly capabilities: readonly Capability[];
  readonly roleArn?: string;
  readonly notificationArns?: readonly string[];
}

/**
 * Reads what a stack is to be, and fills in what it has already.
 * @param before what the stack is made of now
 * @throws AwsServiceError in CloudFormation's words
 */
export async function contentOf(
  input: StackInput,
  before: StackContent | null,
  {
    work,
    findParameter,
  }: { readonly work: "stack" | "change set"; findParameter(name: string): Promise<string | null> },
): Promise<StackContent> {
  const templateBody = input.templateBody ?? before?.templateBody;
  if (templateBody === undefined) throw noTemplate();
  const parameters = givenParameters(input.parameters, before);
  const { template, ...content } = await asInvalid(() => readContent({ templateBody, parameters }, findParameter));
  const needed = requiredCapabilities(template, work);
  const missing = needed.filter((capability) => !isAcknowledged(capability, input.capabilities));
  if (missing.length > 0) {
    throw new AwsServiceError("InsufficientCapabilitiesException", `Requires capabilities : [${missing.join(", ")}]`);
  }
  const secret = Object.entries(template.Parameters).filter(([, { NoEcho }]) => String(NoEcho) === "true");
  const roleArn = input.roleArn ?? before?.roleArn;
  return {
    ...content,
    ...(template.Description !== undefined && { description: template.Description }),
    secretParameters: secret.map(([name]) => name),
    tags: input.tags ?? before?.tags ?? [],
    capabilities: input.capabilities,
    ...(roleArn !== undefined && { roleArn }),
    notificationArns: input.notificationArns ?? before?.notificationArns ?? [],
  };
}

function givenParameters(
  parameters: readonly StackParameter[],
  before: StackContent | null,
): Readonly<Record<string, string>> {
  const entries = parameters.map(({ key, value }) => {
    const given = value ?? entryOf(before?.parameters, key);
    if (given === undefined) throw invalid(`Parameters: [${key}] must have values`);
    return [key, given] as const;
  });
  return Object.fromEntries(entries);
}

/** What is wrong with a template is what CloudFormation refuses a call for. @throws AwsServiceError */
export async function asInvalid<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TemplateError) throw invalid(error.message, error);
    throw error;
  }
}

/** What CloudFormation refuses a call with, whatever is wrong. The query protocol calls it `ValidationError`. */
export function invalid(message: string, cause?: Error): AwsServiceError {
  return new AwsServiceError("ValidationException", message, { cause });
}

/** Where one template is asked for and there is none, or more than one. */
export function noTemplate(): AwsServiceError {
  return invalid("Either Template URL or Template Body must be specified.");
}
