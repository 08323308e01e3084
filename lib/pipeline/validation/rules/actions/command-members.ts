import type { ActionDeclaration } from "../../../declaration";
import { error, type IssuePath, type ValidationIssue } from "../../issue";
import { checkActions, typeOf, type Rule } from "../../rule";

/**
 * Members that only some actions take: `commands`, `outputVariables` and `files` belong to Commands;
 * `environmentVariables` to Commands and EKS, with secrets for Commands alone.
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-Commands.html
 */
export const commandMembers: Rule = (pipeline, context) =>
  checkActions(pipeline, (action, path) => {
    const type = typeOf(action.actionTypeId, context);
    if (type === null) return [];
    return type.takesCommands
      ? checkCommands(action, path)
      : [
          ...checkUnexpected(action, path, type.displayName),
          ...checkEnvironment(action, path, type.displayName, type.takesEnvironmentVariables === true),
        ];
  });

function checkCommands({ name, commands = [] }: ActionDeclaration, path: IssuePath): readonly ValidationIssue[] {
  if (commands.length === 0) {
    return [refuse("commands-missing", [...path, "commands"], `${name} has no commands. Add at least one.`)];
  }
  return commands.flatMap((command, index) => {
    if (!/[\r\n]/.test(command)) return [];
    const message = `Command ${index + 1} of ${name} has several lines. Write one command per line.`;
    return [refuse("command-multiline", [...path, "commands", index], message)];
  });
}

function checkUnexpected(action: ActionDeclaration, path: IssuePath, type: string): readonly ValidationIssue[] {
  const members = (["commands", "outputVariables"] as const)
    .filter((member) => (action[member] ?? []).length > 0)
    .map((member) => refuse("member-unexpected", [...path, member], `${type} takes no ${member}. Remove them.`));
  const files = (action.outputArtifacts ?? []).flatMap((artifact, index) => {
    if (artifact.files === undefined) return [];
    const message = `${type} decides itself what is in ${artifact.name}. Remove the list of files.`;
    return [refuse("member-unexpected", [...path, "outputArtifacts", index, "files"], message)];
  });
  return [...members, ...files];
}

function checkEnvironment(
  { environmentVariables = [] }: ActionDeclaration,
  path: IssuePath,
  type: string,
  isTaken: boolean,
): readonly ValidationIssue[] {
  const place = [...path, "environmentVariables"];
  if (!isTaken && environmentVariables.length > 0) {
    const message = `${type} takes no environmentVariables. Use its own configuration instead.`;
    return [refuse("member-unexpected", place, message)];
  }
  return environmentVariables.flatMap((variable, index) => {
    if (variable.type !== "SECRETS_MANAGER") return [];
    const message = `${type} takes plain values only, and ${variable.name} comes from Secrets Manager. Use a Commands action.`;
    return [refuse("environment-secret", [...place, index, "type"], message)];
  });
}

function refuse(code: string, path: IssuePath, message: string): ValidationIssue {
  return error(code, "InvalidActionDeclarationException", path, message);
}
