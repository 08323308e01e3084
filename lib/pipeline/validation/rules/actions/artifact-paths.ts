import { error } from "../../issue";
import { checkActions, type Rule } from "../../rule";

/** Keys of CloudFormation actions whose values are `Artifact::file`. */
const KEYS = ["TemplatePath", "TemplateConfiguration"] as const;
const PROVIDERS = ["CloudFormation", "CloudFormationStackSet", "CloudFormationStackInstances"];

/**
 * A file is named as `Artifact::file`, and the artifact is one that the action takes. That the service refuses it before
 * the action starts is unverified.
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CloudFormation.html
 */
export const artifactPaths: Rule = (pipeline) =>
  checkActions(pipeline, ({ name, actionTypeId, configuration = {}, inputArtifacts = [] }, path) => {
    if (!PROVIDERS.includes(actionTypeId.provider)) return [];
    const inputs = inputArtifacts.map((artifact) => artifact.name);
    return KEYS.flatMap((key) => {
      const value = configuration[key];
      if (!value || value.includes("#{")) return [];
      const [artifact = "", file] = value.split("::");
      if (file !== undefined && inputs.includes(artifact)) return [];
      const message =
        file === undefined
          ? `${key} of ${name} is ${value}. Write the artifact in front of the file: ${inputs[0] ?? "Artifact"}::${value}.`
          : `${key} of ${name} names ${artifact}, which is not an input artifact of it. Choose ${inputs.join(" or ") || "one after connecting it"}.`;
      return [
        error(
          "configuration-artifact-unknown",
          "InvalidActionDeclarationException",
          [...path, "configuration", key],
          message,
        ),
      ];
    });
  });
