import { AwsServiceError } from "../aws-service-error";
import { invalid } from "./stack-input";
import { isCreated, isFailed, type ChangeSet, type StackRecord } from "./stack-record";

/** A change set can create a stack by a name, not by an id. */
const STACK_NAME = /^[a-zA-Z][-a-zA-Z0-9]{0,127}$/;
/** The AWS CLI and CDK look for these words. */
const NO_CHANGES =
  "The submitted information didn't contain changes. Submit different information to create a change set.";

export interface StackChangeSet {
  readonly stack: StackRecord;
  readonly changeSet: ChangeSet;
}

export function changeSetStatus(hasChanges: boolean): Pick<ChangeSet, "status" | "statusReason"> {
  return hasChanges ? { status: "CREATE_COMPLETE" } : { status: "FAILED", statusReason: NO_CHANGES };
}

export function isChangeSetArn(nameOrArn: string): boolean {
  return nameOrArn.startsWith("arn:");
}

/** @throws AwsServiceError `ChangeSetNotFound` when none of the stacks has it */
export function findAmong(stacks: readonly StackRecord[], nameOrArn: string): StackChangeSet {
  const isWanted = ({ changeSetId, changeSetName }: ChangeSet): boolean =>
    nameOrArn === (isChangeSetArn(nameOrArn) ? changeSetId : changeSetName);
  for (const stack of stacks) {
    const changeSet = stack.changeSets.find(isWanted);
    if (changeSet) return { stack, changeSet };
  }
  throw new AwsServiceError("ChangeSetNotFound", `ChangeSet [${nameOrArn}] does not exist`);
}

/**
 * Whether a change set of that name and type can be made for a stack.
 * @param stack null when there is none of that name or id
 * @throws AwsServiceError
 */
export function checkPlaceOfChangeSet(
  stack: StackRecord | null,
  nameOrId: string,
  { changeSetName, changeSetType }: Pick<ChangeSet, "changeSetName" | "changeSetType">,
): void {
  if (!stack) {
    if (changeSetType === "UPDATE" || !STACK_NAME.test(nameOrId)) throw invalid(`Stack [${nameOrId}] does not exist`);
    return;
  }
  if (changeSetType === "UPDATE") checkUpdatable(stack);
  if (changeSetType === "CREATE" && isCreated(stack)) {
    throw invalid(
      `Stack [${nameOrId}] already exists and cannot be created again with the changeSet [${changeSetName}].`,
    );
  }
  if (stack.changeSets.some((one) => one.changeSetName === changeSetName)) {
    throw new AwsServiceError("AlreadyExistsException", `ChangeSet ${changeSetName} already exists`);
  }
}

/** @throws AwsServiceError `InvalidChangeSetStatus` */
export function checkExecutable({ changeSetId, status }: ChangeSet): void {
  if (status !== "FAILED") return;
  throw new AwsServiceError(
    "InvalidChangeSetStatus",
    `ChangeSet [${changeSetId}] cannot be executed in its current status of [FAILED]`,
  );
}

/** @throws AwsServiceError */
export function checkUpdatable(stack: StackRecord): void {
  if (!isFailed(stack) && isCreated(stack)) return;
  throw invalid(`Stack:${stack.stackId} is in ${stack.status} state and can not be updated.`);
}
