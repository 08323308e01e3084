import { z } from "zod";
import { AwsServiceError } from "../../aws-service-error";
import type { StackCaller, StackInput } from "../stack-input";
import type { StackRecord } from "../stack-record";
import { templateSource, type ReadObject } from "../template-source";
import { CAPABILITIES } from "../template/required-capabilities";
import { physicalName } from "./physical-name";
import { HandlerFailure, type HandlerContext, type Properties, type ResourceHandler } from "./resource-handler";
import { tagsOf } from "./resource-tags";

/** Stacks within the change of a stack that is under way. */
export interface NestedStacks {
  create(stackName: string, input: StackInput, caller: StackCaller): Promise<StackRecord>;
  /** @returns the stack as it was, where nothing changes */
  update(stackId: string, input: StackInput, caller: StackCaller): Promise<StackRecord>;
  /** @returns null for one that is not there */
  remove(stackId: string, caller: StackCaller): Promise<StackRecord | null>;
}

const MOST_LEVELS = 8;

const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const nested = z.looseObject({
  TemplateURL: z.string(),
  Parameters: z.record(z.string(), z.union([text, z.array(text).transform((items) => items.join(","))])).optional(),
});

/**
 * AWS::CloudFormation::Stack. Its capabilities are those that were acknowledged for the stack it is in.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-stack.html
 */
export function nestedStackHandler(stacks: NestedStacks, readObject: ReadObject): ResourceHandler {
  let level = 0;
  /** A template may name itself. One stack is worked on at a time, so a count tells how deep it is. */
  async function nestedly(verb: string, work: () => Promise<StackRecord>): Promise<StackRecord> {
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
    async create(properties, context) {
      const made = await nestedly("created", async () =>
        stacks.create(physicalName(context, 128), await inputOf(properties, context), context),
      );
      if (made.status === "CREATE_COMPLETE") return { physicalId: made.stackId, attributes: outputsOf(made) };
      await stacks.remove(made.stackId, context);
      throw failed(made, "created");
    },
    async update({ physicalId, after }, context) {
      const made = await nestedly("updated", async () =>
        stacks.update(physicalId, await inputOf(after, context), context),
      );
      if (!/^(?:CREATE|UPDATE)_COMPLETE$/.test(made.status)) throw failed(made, "updated");
      return { physicalId, attributes: outputsOf(made) };
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
