import { error } from "../../issue";
import { checkActions, type Rule } from "../../rule";

const TOPIC = /^arn:aws(-\w+)*:sns:([a-z0-9-]+):[0-9]{12}:[A-Za-z0-9_-]+(\.fifo)?$/;

/**
 * An approval notifies an SNS topic of the pipeline's own Region.
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/approvals-action-add.html
 */
export const approvalNotification: Rule = (pipeline, { region: home }) =>
  checkActions(pipeline, ({ name, actionTypeId, configuration }, actionPath) => {
    const arn = configuration?.NotificationArn;
    if (actionTypeId.category !== "Approval" || !arn || arn.includes("#{")) return [];
    const path = [...actionPath, "configuration", "NotificationArn"];
    const region = TOPIC.exec(arn)?.[2];
    if (region === undefined) {
      const message = `NotificationArn of ${name} is not the ARN of an SNS topic. Correct it, or leave it out.`;
      return [error("approval-topic", "InvalidActionDeclarationException", path, message)];
    }
    if (home === undefined || region === home) return [];
    const message = `NotificationArn of ${name} is in ${region}. Use a topic in ${home}, the pipeline's Region.`;
    return [error("approval-topic-region", "InvalidActionDeclarationException", path, message)];
  });
