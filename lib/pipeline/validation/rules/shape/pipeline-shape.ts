import * as limits from "../../../limits";
import type { Rule } from "../../rule";
import { checkCount, checkInteger, checkText, NAME, ROLE_ARN } from "../../shape";

const VARIABLE_NAME = {
  max: limits.MAX_PIPELINE_VARIABLE_NAME_LENGTH,
  pattern: /^[A-Za-z0-9@\-_]+$/,
  allowed: "letters, digits and @ - _",
};

/**
 * Lengths and patterns of the pipeline's own members.
 * @see https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_PipelineDeclaration.html
 */
export const pipelineShape: Rule = (pipeline) => [
  ...checkText(["name"], pipeline.name, "Pipeline name", NAME),
  ...checkText(["roleArn"], pipeline.roleArn, "Role ARN", ROLE_ARN),
  ...checkInteger(["version"], pipeline.version, "Version", { min: 1 }),
  ...checkCount(["variables"], pipeline.variables?.length, "Pipeline variables", {
    max: limits.MAX_PIPELINE_VARIABLES,
  }),
  ...(pipeline.variables ?? []).flatMap(({ name, defaultValue, description }, index) => [
    ...checkText(["variables", index, "name"], name, "Variable name", VARIABLE_NAME),
    ...checkText(["variables", index, "defaultValue"], defaultValue, "Variable default value", {
      max: limits.MAX_PIPELINE_VARIABLE_VALUE_LENGTH,
    }),
    ...checkText(["variables", index, "description"], description, "Variable description", {
      min: 0,
      max: limits.MAX_PIPELINE_VARIABLE_DESCRIPTION_LENGTH,
    }),
  ]),
];
