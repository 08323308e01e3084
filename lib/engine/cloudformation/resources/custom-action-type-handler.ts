import type { CodePipelineCalls } from "./code-pipeline-calls";
import type { Properties, ResourceHandler } from "./resource-handler";
import { changeTags, formerTags, tagsOf } from "./resource-tags";
import { toInput } from "./to-input";

/**
 * AWS::CodePipeline::CustomActionType, through the operations of CodePipeline. Only its tags can be changed.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-codepipeline-customactiontype.html
 */
export function customActionTypeHandler(calls: CodePipelineCalls): ResourceHandler {
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
    async create({ Tags, ...defined }, context) {
      const type = toInput("CreateCustomActionTypeInput", defined, context.logicalId);
      const tags = tagsOf(Tags, context.stackTags);
      await calls.call("CreateCustomActionType", { ...Object(type), tags }, context);
      return made(defined);
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
      await calls.call("DeleteCustomActionType", { category, provider, version }, context);
    },
  };
}

/** Ref gives the three that identify a type, as of every resource that several properties identify. */
function made({ Category, Provider, Version }: Properties) {
  const physicalId = [Category, Provider, Version].map(String).join("|");
  return { physicalId, attributes: { Id: physicalId } };
}
