import { error, warning } from "../../issue";
import { checkActions, typeOf, type Rule } from "../../rule";

/**
 * Some providers need a V2 pipeline. A few old integrations are documented for V1 only; that the service refuses them
 * on V2 is unverified, so those are warned about.
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/pipeline-types-planning.html
 */
export const actionTypesForPipelineType: Rule = (pipeline, context) =>
  checkActions(pipeline, ({ name, actionTypeId }, actionPath) => {
    const { pipelineType } = pipeline;
    const type = typeOf(actionTypeId, context);
    if (pipelineType === undefined || type === null || type.pipelineTypes.includes(pipelineType)) return [];
    const path = [...actionPath, "actionTypeId"];
    if (pipelineType === "V1") {
      const message = `${type.displayName}, which ${name} uses, needs a V2 pipeline. Change the type to V2, or use another provider.`;
      return [error("v2-action-type", "InvalidActionDeclarationException", path, message)];
    }
    return [
      warning("v1-action-type", path, `AWS documents ${type.displayName}, which ${name} uses, for V1 pipelines only.`),
    ];
  });
