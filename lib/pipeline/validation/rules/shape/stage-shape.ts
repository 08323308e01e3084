import { checkStages, type Rule } from "../../rule";
import { checkText, NAME } from "../../shape";

/** @see https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_StageDeclaration.html */
export const stageShape: Rule = (pipeline) =>
  checkStages(pipeline, ({ name }, path) => checkText([...path, "name"], name, "Stage name", NAME));
