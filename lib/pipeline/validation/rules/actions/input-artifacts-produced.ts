import { artifactFlows } from "../../../artifacts";
import { runsBefore, type ActionPlace, type Moment } from "../../../graph";
import { error, type IssuePath, type ValidationIssue } from "../../issue";
import { checkActions, checkRules, type Rule } from "../../rule";

/**
 * An input artifact is the output of an action that is certain to have ended: in an earlier stage, or in the same
 * stage with a lower `runOrder`. A rule after the stage may also use what the stage made.
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/welcome-introducing-artifacts.html
 */
export const inputArtifactsProduced: Rule = (pipeline) => {
  const producersOf = new Map(artifactFlows(pipeline).map(({ name, producers }) => [name, producers]));
  const check = (name: string, user: string, moment: Moment, path: IssuePath): readonly ValidationIssue[] => {
    const producers = producersOf.get(name) ?? [];
    if (producers.some((producer) => runsBefore(producer, moment))) return [];
    return [
      error("input-artifact-unavailable", "InvalidActionDeclarationException", path, explain(name, user, producers)),
    ];
  };
  return [
    ...checkActions(pipeline, ({ name: user, inputArtifacts = [] }, path, place) =>
      inputArtifacts.flatMap(({ name }, index) => check(name, user, place, [...path, "inputArtifacts", index, "name"])),
    ),
    ...checkRules(pipeline, ({ name: user, inputArtifacts = [] }, path, { stageIndex, type }) => {
      const moment = { stageIndex, runOrder: type === "beforeEntry" ? 0 : Infinity };
      return inputArtifacts.flatMap(({ name }, index) =>
        check(name, user, moment, [...path, "inputArtifacts", index, "name"]),
      );
    }),
  ];
};

function explain(name: string, user: string, [producer]: readonly ActionPlace[]): string {
  if (producer === undefined) return `${user} takes ${name}, which no action makes. Connect another artifact.`;
  if (producer.action.name === user) return `${user} takes ${name}, which it makes itself. Connect another artifact.`;
  return `${user} takes ${name} before ${producer.action.name} in ${producer.stage.name} has made it. Move ${user} behind it, or connect another artifact.`;
}
