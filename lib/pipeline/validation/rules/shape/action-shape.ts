import type { ActionDeclaration } from "../../../declaration";
import * as limits from "../../../limits";
import type { IssuePath, ValidationIssue } from "../../issue";
import { checkActions, type Rule } from "../../rule";
import {
  ARTIFACT_NAME,
  checkChoice,
  checkCount,
  checkInteger,
  checkText,
  NAME,
  NAMESPACE,
  REGION_NAME,
  ROLE_ARN,
} from "../../shape";

const WORD = { pattern: /^[0-9A-Za-z_-]+$/, allowed: "letters, digits and _ -" };

/**
 * Lengths, patterns and counts of an action's members.
 * @see https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ActionDeclaration.html
 */
export const actionShape: Rule = (pipeline) =>
  checkActions(pipeline, (action, path) => [
    ...checkIdentity(action, path),
    ...checkConfiguration(action, path),
    ...checkCommands(action, path),
    ...checkArtifacts(action, path),
  ]);

function checkIdentity(action: ActionDeclaration, path: IssuePath): readonly ValidationIssue[] {
  const { provider, version } = action.actionTypeId;
  const type = [...path, "actionTypeId"];
  return [
    ...checkText([...path, "name"], action.name, "Action name", NAME),
    ...checkText([...type, "provider"], provider, "Provider", { ...WORD, max: limits.MAX_PROVIDER_LENGTH }),
    ...checkText([...type, "version"], version, "Action version", { ...WORD, max: limits.MAX_TYPE_VERSION_LENGTH }),
    ...checkInteger([...path, "runOrder"], action.runOrder, "runOrder", {
      min: limits.MIN_RUN_ORDER,
      max: limits.MAX_RUN_ORDER,
    }),
    ...checkText([...path, "namespace"], action.namespace, "Namespace", NAMESPACE),
    ...checkText([...path, "roleArn"], action.roleArn, "Action role ARN", ROLE_ARN),
    ...checkText([...path, "region"], action.region, "Action Region", REGION_NAME),
    ...checkInteger([...path, "timeoutInMinutes"], action.timeoutInMinutes, "Timeout", {
      min: limits.MIN_TIMEOUT_MINUTES,
      max: limits.MAX_TIMEOUT_MINUTES,
    }),
  ];
}

function checkConfiguration({ configuration = {} }: ActionDeclaration, path: IssuePath): readonly ValidationIssue[] {
  return Object.entries(configuration).flatMap(([key, value]) => {
    const place = [...path, "configuration", key];
    return [
      ...checkText(place, key, "Configuration key", { max: limits.MAX_CONFIGURATION_KEY_LENGTH }),
      ...checkText(place, value, "Configuration value", { max: limits.MAX_CONFIGURATION_VALUE_LENGTH }),
    ];
  });
}

function checkCommands(action: ActionDeclaration, path: IssuePath): readonly ValidationIssue[] {
  const { commands, outputVariables, environmentVariables } = action;
  return [
    // An empty list is an InvalidActionDeclarationException, so it is left to the rule about commands.
    ...checkCount([...path, "commands"], commands?.length, "Commands", { max: limits.MAX_COMMANDS }),
    ...(commands ?? []).flatMap((command, index) =>
      checkText([...path, "commands", index], command, "Command", { max: limits.MAX_COMMAND_LENGTH }),
    ),
    ...checkCount([...path, "outputVariables"], outputVariables?.length, "Output variables", {
      min: 1,
      max: limits.MAX_OUTPUT_VARIABLES,
    }),
    ...(outputVariables ?? []).flatMap((name, index) =>
      checkText([...path, "outputVariables", index], name, "Output variable", {
        max: limits.MAX_OUTPUT_VARIABLE_LENGTH,
      }),
    ),
    ...checkCount([...path, "environmentVariables"], environmentVariables?.length, "Environment variables", {
      min: 1,
      max: limits.MAX_ENVIRONMENT_VARIABLES,
    }),
    ...(environmentVariables ?? []).flatMap(({ name, value, type }, index) => {
      const place = [...path, "environmentVariables", index];
      return [
        ...checkText([...place, "name"], name, "Environment variable name", {
          max: limits.MAX_ENVIRONMENT_VARIABLE_NAME_LENGTH,
          pattern: /^[A-Za-z0-9_]+$/,
          allowed: "letters, digits and _",
        }),
        ...checkText([...place, "value"], value, "Environment variable value", {
          max: limits.MAX_ENVIRONMENT_VARIABLE_VALUE_LENGTH,
        }),
        ...checkChoice([...place, "type"], type, "Environment variable type", ["PLAINTEXT", "SECRETS_MANAGER"]),
      ];
    }),
  ];
}

function checkArtifacts(action: ActionDeclaration, path: IssuePath): readonly ValidationIssue[] {
  return [
    ...(action.inputArtifacts ?? []).flatMap(({ name }, index) =>
      checkText([...path, "inputArtifacts", index, "name"], name, "Artifact name", ARTIFACT_NAME),
    ),
    ...(action.outputArtifacts ?? []).flatMap(({ name, files }, index) => {
      const place = [...path, "outputArtifacts", index];
      return [
        ...checkText([...place, "name"], name, "Artifact name", ARTIFACT_NAME),
        ...checkCount([...place, "files"], files?.length, "Artifact files", { min: 1, max: limits.MAX_OUTPUT_FILES }),
        ...(files ?? []).flatMap((file, fileIndex) =>
          checkText([...place, "files", fileIndex], file, "Artifact file", { max: limits.MAX_OUTPUT_FILE_LENGTH }),
        ),
      ];
    }),
  ];
}
