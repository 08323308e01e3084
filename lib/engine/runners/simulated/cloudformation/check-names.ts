import { ActionFailure } from "../../action-failure";
import type { ActionJob } from "../../runner";

const ROLE_ARN = /^arn:aws[\w-]*:iam::\d{12}:role\/.+$/;

/** Refuses names of stack, change set, role and file that CloudFormation would not take. @throws ActionFailure */
export function checkNames({ configuration }: Pick<ActionJob, "configuration">): void {
  const refuse = (problem: string): never => {
    throw new ActionFailure("ConfigurationError", problem);
  };
  const isName = (name: string): boolean => /^[a-zA-Z][-a-zA-Z0-9]{0,127}$/.test(name);
  const { StackName = "", ChangeSetName, RoleArn, OutputFileName } = configuration;
  if (!isName(StackName) && !StackName.startsWith("arn:")) {
    refuse(
      `1 validation error detected: Value '${StackName}' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`,
    );
  }
  if (ChangeSetName && !isName(ChangeSetName)) {
    refuse(
      `1 validation error detected: Value '${ChangeSetName}' at 'changeSetName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`,
    );
  }
  if (RoleArn && !ROLE_ARN.test(RoleArn)) refuse(`RoleArn ${RoleArn} is not the ARN of an IAM role.`);
  if (OutputFileName && /(^|\/)\.{1,2}(\/|$)|^\/|\0/.test(OutputFileName)) {
    refuse(`OutputFileName ${OutputFileName} must be the name of a file in the output artifact.`);
  }
}
