import { z } from "zod";
import type { CodePipelineCalls } from "./code-pipeline-calls";
import { alreadyExists, type HandlerContext, type Properties, type ResourceHandler } from "./resource-handler";
import { changeTags, formerTags, tagsOf } from "./resource-tags";
import { toInput } from "./to-input";

/**
 * AWS::CodePipeline::CustomActionType, through the operations of CodePipeline. Only its tags can be changed.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-codepipeline-customactiontype.html
 */
export function customActionTypeHandler(calls: CodePipelineCalls): ResourceHandler {
  async function isThere(physicalId: string, context: HandlerContext): Promise<boolean> {
    const answer = listed.parse(await calls.call("ListActionTypes", { actionOwnerFilter: "Custom" }, context));
    return answer.actionTypes.some(
      ({ id: { category, provider, version } }) => [category, provider, version].join("|") === physicalId,
    );
  }

  return {
    isReal: true,
    createOnly: [
      "Category",
      "Provider",
      "Version",
      "Settings",
      "ConfigurationProperties",
      "InputArtifactDetails",
      "OutputArtifactDetails",
    ],
    async create({ Tags, ...defined }, context, begun) {
      const type = toInput("CreateCustomActionTypeInput", defined, context.logicalId);
      const tags = tagsOf(Tags, context.stackTags);
      const resource = made(defined);
      if (await isThere(resource.physicalId, context)) {
        throw alreadyExists("AWS::CodePipeline::CustomActionType", resource.physicalId);
      }
      await begun(resource.physicalId);
      await calls.call("CreateCustomActionType", { ...Object(type), tags }, context);
      return resource;
    },
    async update({ before, after }, context) {
      const { Category, Provider, Version } = after;
      const prefix = `arn:aws:codepipeline:${context.region}:${context.accountId}:actiontype:Custom`;
      await changeTags(calls, `${prefix}/${String(Category)}/${String(Provider)}/${String(Version)}`, {
        before: formerTags(before["Tags"], context.tagsBefore),
        after: tagsOf(after["Tags"], context.stackTags),
        context,
      });
      return made(after);
    },
    async remove(physicalId, context) {
      const [category, provider, version] = physicalId.split("|");
      await calls.remove("DeleteCustomActionType", { category, provider, version }, context);
    },
  };
}

const listed = z.object({
  actionTypes: z.array(z.object({ id: z.object({ category: z.string(), provider: z.string(), version: z.string() }) })),
});

/** Ref gives the three that identify a type, as of every resource that several properties identify. */
function made({ Category, Provider, Version }: Properties) {
  const physicalId = [Category, Provider, Version].map(String).join("|");
  return { physicalId, attributes: { Id: physicalId } };
}
