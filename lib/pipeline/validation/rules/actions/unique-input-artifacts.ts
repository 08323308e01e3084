import { error } from "../../issue";
import { checkActions, repeated, type Rule } from "../../rule";

/** An action takes an artifact once. The exception's class is unverified. */
export const uniqueInputArtifacts: Rule = (pipeline) =>
  checkActions(pipeline, ({ name: user, inputArtifacts = [] }, path) => {
    const twice = repeated(inputArtifacts.map(({ name }) => name));
    return inputArtifacts.flatMap(({ name }, index) => {
      if (!twice.has(name) || inputArtifacts.findIndex((other) => other.name === name) === index) return [];
      const place = [...path, "inputArtifacts", index, "name"];
      const message = `${user} takes ${name} twice. Remove one.`;
      return [error("input-artifact-duplicate", "InvalidActionDeclarationException", place, message)];
    });
  });
