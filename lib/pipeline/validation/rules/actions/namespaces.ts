import { artifactNames } from "../../../artifacts";
import { RESERVED_NAMESPACES } from "../../../variables";
import { error } from "../../issue";
import { checkActions, repeated, type Rule } from "../../rule";

/**
 * A namespace is used once, is none of the service's own, and is not the name of an artifact.
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/actions-variables.html
 */
export const namespaces: Rule = (pipeline) => {
  const used = pipeline.stages.flatMap(({ actions }) => actions.flatMap(({ namespace }) => namespace ?? []));
  const twice = repeated(used);
  const artifacts = artifactNames(pipeline);
  const reserved: readonly string[] = RESERVED_NAMESPACES;
  return checkActions(pipeline, ({ namespace }, actionPath) => {
    if (namespace === undefined) return [];
    const refuse = (code: string, message: string) => [
      error(code, "InvalidActionDeclarationException", [...actionPath, "namespace"], message),
    ];
    if (reserved.includes(namespace)) {
      return refuse("namespace-reserved", `The namespace ${namespace} belongs to CodePipeline. Choose another.`);
    }
    if (twice.has(namespace)) {
      return refuse("namespace-duplicate", `Several actions use the namespace ${namespace}. Give each one of its own.`);
    }
    if (!artifacts.has(namespace)) return [];
    return refuse("namespace-is-artifact", `${namespace} is the name of an artifact too. Rename one of them.`);
  });
};
