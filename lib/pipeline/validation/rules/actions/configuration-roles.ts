import { error } from "../../issue";
import { checkActions, type Rule } from "../../rule";
import { ROLE_ARN } from "../../shape";

/**
 * The role in an action's configuration, which its provider assumes, is the ARN of a role. That the service refuses it
 * before the action starts is unverified; cfn-lint does (E3703).
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CloudFormation.html
 */
export const configurationRoles: Rule = (pipeline) =>
  checkActions(pipeline, ({ name, configuration = {} }, path) => {
    const role = configuration.RoleArn;
    if (!role || role.includes("#{") || ROLE_ARN.pattern?.test(role)) return [];
    const message = `RoleArn in the configuration of ${name} is ${role}. Use ${ROLE_ARN.allowed}.`;
    return [
      error("configuration-role", "InvalidActionDeclarationException", [...path, "configuration", "RoleArn"], message),
    ];
  });
