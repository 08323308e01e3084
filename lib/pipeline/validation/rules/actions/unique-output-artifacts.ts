import { error } from "../../issue";
import { checkActions, repeated, type Rule } from "../../rule";

/** One producer per artifact name in the whole pipeline. The exception's class is unverified. */
export const uniqueOutputArtifacts: Rule = (pipeline) => {
  const outputs = pipeline.stages.flatMap(({ actions }) => actions.flatMap((action) => action.outputArtifacts ?? []));
  const twice = repeated(outputs.map(({ name }) => name));
  return checkActions(pipeline, ({ outputArtifacts = [] }, path) =>
    outputArtifacts.flatMap(({ name }, index) => {
      if (!twice.has(name)) return [];
      const message = `The artifact ${name} is made more than once. Give each output artifact a name of its own.`;
      return [
        error(
          "output-artifact-duplicate",
          "InvalidActionDeclarationException",
          [...path, "outputArtifacts", index, "name"],
          message,
        ),
      ];
    }),
  );
};
