import { artifactFlows } from "../../../artifacts";
import { warning } from "../../issue";
import { checkActions, CONDITION_TYPES, type Rule } from "../../rule";

/** An output that nothing takes is stored without use. */
export const unusedArtifacts: Rule = (pipeline) => {
  const consumedByActions = artifactFlows(pipeline).filter(({ consumers }) => consumers.length > 0);
  const conditions = pipeline.stages.flatMap((stage) =>
    CONDITION_TYPES.flatMap((type) => stage[type]?.conditions ?? []),
  );
  const rules = conditions.flatMap((condition) => condition.rules ?? []);
  const consumed = new Set(
    [...consumedByActions, ...rules.flatMap(({ inputArtifacts }) => inputArtifacts ?? [])].map(({ name }) => name),
  );
  return checkActions(pipeline, ({ outputArtifacts = [] }, path) =>
    outputArtifacts.flatMap(({ name }, index) => {
      if (consumed.has(name)) return [];
      return [
        warning(
          "artifact-unused",
          [...path, "outputArtifacts", index],
          `No action uses artifact ${name}. Connect it, or remove it.`,
        ),
      ];
    }),
  );
};
