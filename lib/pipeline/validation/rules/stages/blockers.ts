import { error } from "../../issue";
import { checkStages, type Rule } from "../../rule";

/** The member `blockers` is reserved by the service. @see API_StageDeclaration */
export const blockers: Rule = (pipeline) =>
  checkStages(pipeline, (stage, path) => {
    if (!("blockers" in stage) || (Array.isArray(stage.blockers) && stage.blockers.length === 0)) return [];
    const message = `${stage.name} has blockers, which AWS keeps for itself. Remove them.`;
    return [error("blockers-reserved", "InvalidBlockerDeclarationException", [...path, "blockers"], message)];
  });
