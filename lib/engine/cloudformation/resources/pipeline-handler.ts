import { z } from "zod";
import type { CodePipelineCalls } from "./code-pipeline-calls";
import { nameOf } from "./physical-name";
import {
  alreadyExists,
  HandlerFailure,
  type HandlerContext,
  type Properties,
  type ResourceHandler,
} from "./resource-handler";
import { changeTags, formerTags, tagsOf } from "./resource-tags";
import { changeTransitions, disabledTransitions, formerTransitions } from "./stage-transitions";
import { toInput } from "./to-input";

const LONGEST_NAME = 100;
const answer = z.object({ pipeline: z.object({ version: z.number() }) });

/**
 * AWS::CodePipeline::Pipeline, through the operations of CodePipeline.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-codepipeline-pipeline.html
 */
export function pipelineHandler(calls: CodePipelineCalls, hasPipeline: (name: string) => boolean): ResourceHandler {
  return {
    isReal: true,
    createOnly: ["Name"],
    async create(properties, context, begun) {
      const name = nameOf(properties, context, LONGEST_NAME);
      if (hasPipeline(name)) throw alreadyExists("AWS::CodePipeline::Pipeline", name);
      const input = {
        pipeline: declarationOf(properties, name, context),
        tags: tagsOf(properties["Tags"], context.stackTags),
      };
      const after = disabledTransitions(properties["DisableInboundStageTransitions"]);
      await begun(name);
      const made = await calls.call("CreatePipeline", input, context);
      try {
        await changeTransitions(calls, name, { before: [], after, stagesNow: properties["Stages"], context });
      } catch (error) {
        await calls.call("DeletePipeline", { name }, context);
        throw error;
      }
      return { physicalId: name, attributes: attributesOf(made) };
    },
    async update({ physicalId: name, before, after }, context) {
      const transitions = disabledTransitions(after["DisableInboundStageTransitions"]);
      const tags = tagsOf(after["Tags"], context.stackTags);
      const made = await calls.call("UpdatePipeline", { pipeline: declarationOf(after, name, context) }, context);
      await changeTransitions(calls, name, {
        before: formerTransitions(before["DisableInboundStageTransitions"]),
        after: transitions,
        stagesNow: after["Stages"],
        context,
      });
      await changeTags(calls, `arn:aws:codepipeline:${context.region}:${context.accountId}:${name}`, {
        before: formerTags(before["Tags"], context.tagsBefore),
        after: tags,
        context,
      });
      const restarts = String(after["RestartExecutionOnUpdate"]) === "true";
      if (restarts) await calls.call("StartPipelineExecution", { name }, context);
      return { physicalId: name, attributes: attributesOf(made) };
    },
    remove: (name, context) => calls.remove("DeletePipeline", { name }, context),
  };
}

/** What is not the resource's alone goes to the operation, whose checks then hold. */
function declarationOf(properties: Properties, name: string, { logicalId }: HandlerContext): unknown {
  const {
    Tags: _tags,
    DisableInboundStageTransitions: _transitions,
    RestartExecutionOnUpdate: _restart,
    ArtifactStores,
    ...declared
  } = properties;
  const stores = ArtifactStores === undefined ? {} : { ArtifactStores: storesByRegion(ArtifactStores) };
  return toInput("PipelineDeclaration", { ...declared, ...stores, Name: name }, logicalId);
}

const stores = z.array(z.object({ Region: z.string(), ArtifactStore: z.unknown() }));

/** CloudFormation lists `{Region, ArtifactStore}`; the API has a map from Region to store. */
function storesByRegion(value: unknown): unknown {
  const parsed = stores.safeParse(value);
  if (!parsed.success) throw new HandlerFailure("ArtifactStores must be a list of Region and ArtifactStore.");
  return Object.fromEntries(parsed.data.map(({ Region, ArtifactStore }) => [Region, ArtifactStore]));
}

function attributesOf(made: unknown): Readonly<Record<string, string>> {
  return { Version: String(answer.parse(made).pipeline.version) };
}
