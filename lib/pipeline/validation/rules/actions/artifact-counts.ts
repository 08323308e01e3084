import type { ArtifactCount } from "../../../action-types/action-type";
import { inputCount } from "../../../action-types/catalogue";
import { error } from "../../issue";
import { checkActions, typeOf, type Rule } from "../../rule";

/**
 * How many artifacts an action takes and gives.
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-action-artifacts.html
 */
export const artifactCounts: Rule = (pipeline, context) =>
  checkActions(pipeline, (action, path) => {
    const type = typeOf(action.actionTypeId, context);
    if (type === null) return [];
    const sides = [
      {
        member: "inputArtifacts",
        word: "input",
        count: action.inputArtifacts?.length ?? 0,
        range: inputCount(type, action),
      },
      { member: "outputArtifacts", word: "output", count: action.outputArtifacts?.length ?? 0, range: type.outputs },
    ];
    return sides
      .filter(({ count, range }) => count < range.min || count > range.max)
      .map(({ member, word, count, range }) => {
        const advice = count < range.min ? `Connect ${range.min - count} more` : `Remove ${count - range.max}`;
        const message = `${type.displayName} takes ${describe(range, word)}; ${action.name} has ${count}. ${advice}.`;
        return error(`${word}-artifact-count`, "InvalidActionDeclarationException", [...path, member], message);
      });
  });

function describe({ min, max }: ArtifactCount, word: string): string {
  if (max === 0) return `no ${word} artifact`;
  const plural = max === 1 ? "artifact" : "artifacts";
  return min === max ? `${max} ${word} ${plural}` : `${min} to ${max} ${word} ${plural}`;
}
