import { z } from "zod";
import { AwsServiceError } from "../../aws-service-error";
import type { StackCaller, StackInput } from "../stack-input";
import type { StackRecord } from "../stack-record";
import { templateSource, type ReadObject } from "../template-source";
import { CAPABILITIES } from "../template/required-capabilities";
import { physicalName } from "./physical-name";
import { HandlerFailure, type HandlerContext, type Properties, type ResourceHandler } from "./resource-handler";
import { tagsOf } from "./resource-tags";
import { scalarText } from "./scalar-text";

/** Stacks within the change of a stack that is under way. */
export interface NestedStacks {
  /** @param begun told the stack's id before it is there */
  create(
    stackName: string,
    input: StackInput,
    caller: StackCaller,
    begun: (stackId: string) => Promise<void>,
  ): Promise<StackRecord>;
  update(
    stackId: string,
    input: StackInput,
    caller: StackCaller,
  ): Promise<{ readonly stack: StackRecord; readonly hasChanged: boolean }>;
  /** @returns null for one that is not there */
  remove(stackId: string, caller: StackCaller): Promise<StackRecord | null>;
}

const MOST_LEVELS = 8;

const nested = z.looseObject({
  TemplateURL: z.string(),
  Parameters: z
    .record(z.string(), z.union([scalarText, z.array(scalarText).transform((items) => items.join(","))]))
    .optional(),
});

/**
 * AWS::CloudFormation::Stack. Its capabilities are those that were acknowledged for the stack it is in.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-stack.html
 */
export function nestedStackHandler(stacks: NestedStacks, readObject: ReadObject): ResourceHandler {
  let level = 0;
  /** A template may name itself. One stack is worked on at a time, so a count tells how deep it is. */
  async function nestedly<Result>(verb: string, work: () => Promise<Result>): Promise<Result> {
    if (level >= MOST_LEVELS) throw new HandlerFailure(`Stacks may nest ${MOST_LEVELS} levels deep at most.`);
    level += 1;
    try {
      return await work();
    } catch (error) {
      if (error instanceof AwsServiceError) {
        throw new HandlerFailure(`Embedded stack was not successfully ${verb}: ${error.message}`, { cause: error });
      }
      throw error;
    } finally {
      level -= 1;
    }
  }

  async function inputOf(properties: Properties, { stackTags }: HandlerContext): Promise<StackInput> {
    const parsed = nested.safeParse(properties);
    if (!parsed.success) throw new HandlerFailure("A nested stack needs a TemplateURL, and texts as Parameters.");
    const { TemplateURL, Parameters = {} } = parsed.data;
    return {
      templateBody: await templateSource({ TemplateURL }, readObject),
      parameters: Object.entries(Parameters).map(([key, value]) => ({ key, value })),
      tags: tagsOf(properties["Tags"], stackTags),
      capabilities: CAPABILITIES,
    };
  }

  return {
    isReal: true,
    createOnly: [],
    async create(properties, context, begun) {
      const made = await nestedly("created", async () =>
        stacks.create(physicalName(context, 128), await inputOf(properties, context), context, begun),
      );
      if (made.status === "CREATE_COMPLETE") return { physicalId: made.stackId, attributes: outputsOf(made) };
      await stacks.remove(made.stackId, context);
      throw failed(made, "created");
    },
    async update({ physicalId, after }, context) {
      const { stack, hasChanged } = await nestedly("updated", async () =>
        stacks.update(physicalId, await inputOf(after, context), context),
      );
      // One that an earlier update took back is left in UPDATE_ROLLBACK_COMPLETE, where it is as it should be.
      if (hasChanged && !/^(?:CREATE|UPDATE)_COMPLETE$/.test(stack.status)) throw failed(stack, "updated");
      return { physicalId, attributes: outputsOf(stack) };
    },
    async remove(physicalId, context) {
      const left = await stacks.remove(physicalId, context);
      if (left && left.status !== "DELETE_COMPLETE") throw failed(left, "deleted");
    },
  };
}

function outputsOf({ outputs }: StackRecord): Readonly<Record<string, string>> {
  return Object.fromEntries(outputs.map(({ key, value }) => [`Outputs.${key}`, value]));
}

function failed({ stackId, events, statusReason }: StackRecord, verb: string): HandlerFailure {
  const reason = events.findLast(({ status, reason: why }) => status.endsWith("_FAILED") && why !== undefined)?.reason;
  return new HandlerFailure(`Embedded stack ${stackId} was not successfully ${verb}: ${reason ?? statusReason ?? ""}`);
}
