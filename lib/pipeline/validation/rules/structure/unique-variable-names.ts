import { error } from "../../issue";
import { repeated, type Rule } from "../../rule";

/** Pipeline variables have names of their own. @see API_PipelineVariableDeclaration */
export const uniqueVariableNames: Rule = ({ variables = [] }) => {
  const twice = repeated(variables.map(({ name }) => name));
  return variables.flatMap(({ name }, index) => {
    if (!twice.has(name)) return [];
    const message = `Several pipeline variables are called ${name}. Rename or remove the others.`;
    return [error("variable-duplicate", "InvalidStructureException", ["variables", index, "name"], message)];
  });
};
