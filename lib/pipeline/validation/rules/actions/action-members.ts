import { error, warning } from "../../issue";
import { checkActions, type Rule } from "../../rule";

/**
 * Another Region and `roleArn` belong to actions that AWS runs (and another Region not to sources); the console writes
 * the pipeline's own into every action. `timeoutInMinutes` counts for manual approvals only. The exception's class for
 * the first two is unverified.
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/actions-create-cross-region.html
 */
export const actionMembers: Rule = (pipeline, { region: home }) =>
  checkActions(pipeline, ({ name, actionTypeId, region, roleArn, timeoutInMinutes }, path) => {
    const { owner, category } = actionTypeId;
    const isRegional = owner === "AWS" && category !== "Source";
    const isElsewhere = region !== undefined && home !== undefined && region !== home;
    const regionMessage = `${name} cannot run in another Region: sources and actions not owned by AWS stay in the pipeline's. Remove the Region.`;
    const roleMessage = `${name} is not owned by AWS, so it takes no role. Remove the role.`;
    const timeoutMessage = `${name} has a timeout, which AWS honours for manual approvals only.`;
    return [
      ...(isElsewhere && !isRegional
        ? [error("action-region", "InvalidActionDeclarationException", [...path, "region"], regionMessage)]
        : []),
      ...(roleArn !== undefined && owner !== "AWS"
        ? [error("action-role", "InvalidActionDeclarationException", [...path, "roleArn"], roleMessage)]
        : []),
      ...(timeoutInMinutes !== undefined && category !== "Approval"
        ? [warning("timeout-ignored", [...path, "timeoutInMinutes"], timeoutMessage)]
        : []),
    ];
  });
