import { createTaskQueue } from "../task-queue";
import { blankStack } from "./blank-stack";
import {
  changeSetStatus,
  checkExecutable,
  checkPlaceOfChangeSet,
  checkUpdatable,
  findAmong,
  isChangeSetArn,
  type StackChangeSet,
} from "./change-sets";
import { expiredStacks } from "./expired-stacks";
import { ENGINE_ENDED, recoverStack } from "./recover-stack";
import { rememberStacks } from "./remember-stacks";
import { invalid, type StackCaller, type StackInput } from "./stack-input";
import {
  isCreated,
  isDeleted,
  type ChangeSet,
  type OnFailure,
  type StackContent,
  type StackRecord,
  type StackStatus,
} from "./stack-record";
import { StackWork, type StacksOptions } from "./stack-work";

/**
 * The stacks of this machine: those that clients make through CloudFormation's API, and those of the CloudFormation
 * actions of pipelines. One change at a time, whole before its call is answered.
 */
export class Stacks {
  readonly #options: StacksOptions;
  readonly #work: StackWork;
  readonly #turns = createTaskQueue();

  constructor(options: StacksOptions) {
    this.#options = { ...options, table: rememberStacks(options.table) };
    this.#work = new StackWork(this.#options);
  }

  /** Stacks of a place, deleted ones included, oldest first. */
  list(place: Pick<StackCaller, "accountId" | "region">): Promise<readonly StackRecord[]> {
    return this.#work.list(place);
  }

  /** By name, or by id, by which a deleted one is found too. */
  find(place: Pick<StackCaller, "accountId" | "region">, nameOrId: string): Promise<StackRecord | null> {
    return this.#work.find(place, nameOrId);
  }

  /** The value of a parameter of SSM: those that stacks make, and the version of CDK's bootstrap. */
  findParameter(name: string): Promise<string | null> {
    return this.#work.findParameter(name);
  }

  /** Settles what the last process left half done. */
  async recover(): Promise<void> {
    for (const stack of await this.#options.table.listStacks()) {
      const settled = recoverStack(stack, this.#options, ENGINE_ENDED);
      if (settled) await this.#options.table.putStack(settled);
    }
  }

  /** @throws AwsServiceError `AlreadyExistsException`, or in CloudFormation's words what is wrong with the input */
  create(
    stackName: string,
    input: StackInput,
    caller: StackCaller,
    { onFailure, isProtected = false }: { readonly onFailure?: OnFailure; readonly isProtected?: boolean } = {},
  ): Promise<StackRecord> {
    return this.#turns.run(() =>
      this.#work.create(stackName, input, caller, { isProtected, ...(onFailure && { onFailure }) }),
    );
  }

  /** @throws AwsServiceError */
  update(
    nameOrId: string,
    input: StackInput,
    caller: StackCaller,
    { disableRollback = false }: { readonly disableRollback?: boolean } = {},
  ): Promise<StackRecord> {
    return this.#turns.run(async () => {
      const updated = await this.#work.update(nameOrId, input, caller, { disableRollback });
      if (updated) return updated;
      throw invalid("No updates are to be performed.");
    });
  }

  /** @throws AwsServiceError for a stack whose rollback has not failed */
  continueRollback(nameOrId: string, caller: StackCaller): Promise<StackRecord> {
    return this.#turns.run(async () => this.#work.continueRollback(await this.#work.get(caller, nameOrId), caller));
  }

  /**
   * A stack that is not there is deleted already.
   * @param retained logical ids of what stays, once deleting it has failed
   * @throws AwsServiceError for one that is protected
   */
  remove(nameOrId: string, caller: StackCaller, retained: readonly string[] = []): Promise<void> {
    return this.#turns.run(async () => {
      const stack = await this.find(caller, nameOrId);
      if (!stack || isDeleted(stack)) return;
      if (stack.isProtected) {
        throw invalid(`Stack [${stack.stackName}] cannot be deleted while TerminationProtection is enabled`);
      }
      if (retained.length > 0 && stack.status !== "DELETE_FAILED") {
        throw invalid(
          `Invalid operation on stack [${stack.stackId}]. When you delete a stack, specify which resources to retain only when the stack is in the DELETE_FAILED state.`,
        );
      }
      await this.#work.remove(this.#work.progressOf(stack, caller), caller, retained);
      await this.#forgetOld();
    });
  }

  /**
   * Looks at what an input would come to in a stack that is there, or in a new one. Nothing is kept.
   * @throws AwsServiceError
   */
  async preview(
    stackName: string,
    input: StackInput,
    caller: StackCaller,
    { work, isNew }: { readonly work: "stack" | "change set"; readonly isNew: boolean },
  ) {
    const found = isNew ? null : await this.find(caller, stackName);
    const stack = found ?? blankStack(stackName, caller, this.#options);
    const content = await this.#work.contentOf(stack, input, work);
    return { content, ...(await this.#work.plan(stack, content)) };
  }

  /** Remembers that a stack failed although nothing was done: somebody plays a failure. */
  playFailure(
    stackName: string,
    played: { readonly status: StackStatus; readonly reason: string; readonly content?: StackContent },
    caller: StackCaller,
  ): Promise<void> {
    return this.#turns.run(async () => {
      const progress = this.#work.progressOf(
        (await this.find(caller, stackName)) ?? blankStack(stackName, caller, this.#options),
        caller,
      );
      const content = progress.record.content ?? played.content ?? null;
      progress.change({ content, changeSets: [] });
      progress.setStatus(played.status, played.reason);
      await progress.save();
    });
  }

  /** Looks at what an input would change, and keeps it to be run. @throws AwsServiceError */
  createChangeSet(
    nameOrId: string,
    named: Pick<ChangeSet, "changeSetName" | "changeSetType" | "description" | "onFailure">,
    input: StackInput,
    caller: StackCaller,
  ): Promise<StackChangeSet> {
    return this.#turns.run(async () => {
      const stack = await this.#changeSetStack(nameOrId, named, caller);
      const content = await this.#work.contentOf(stack, input, "change set");
      const { changes, hasChanges } = await this.#work.plan(stack, content);
      const { ids, clock } = this.#options;
      const { region, accountId } = caller;
      const changeSet: ChangeSet = {
        ...named,
        changeSetId: `arn:aws:cloudformation:${region}:${accountId}:changeSet/${named.changeSetName}/${ids.next()}`,
        content,
        changes,
        createdAt: clock.now(),
        ...changeSetStatus(hasChanges),
      };
      const progress = this.#work.progressOf({ ...stack, changeSets: [...stack.changeSets, changeSet] }, caller);
      if (stack.events.length === 0) progress.setStatus("REVIEW_IN_PROGRESS", "User Initiated");
      await progress.save();
      return { stack: progress.record, changeSet };
    });
  }

  /** @throws AwsServiceError `InvalidChangeSetStatus`, `ChangeSetNotFound` */
  executeChangeSet(
    nameOrId: string | undefined,
    changeSetName: string,
    caller: StackCaller,
    { disableRollback }: { readonly disableRollback?: boolean } = {},
  ): Promise<StackRecord> {
    return this.#turns.run(async () => {
      const { stack, changeSet } = await this.findChangeSet(nameOrId, changeSetName, caller);
      checkExecutable(changeSet);
      const next = {
        ...stack,
        changeSets: [],
        disableRollback: disableRollback ?? changeSet.onFailure === "DO_NOTHING",
      };
      if (isCreated(stack)) checkUpdatable(stack);
      // Other stacks may have changed meanwhile.
      await this.#work.plan(next, changeSet.content);
      return this.#work.deploy(next, changeSet.content, caller, changeSet.onFailure);
    });
  }

  /** @throws AwsServiceError `ChangeSetNotFound` for a stack that has it not */
  removeChangeSet(nameOrId: string | undefined, changeSetName: string, caller: StackCaller): Promise<void> {
    return this.#turns.run(async () => {
      const { stack, changeSet } = await this.findChangeSet(nameOrId, changeSetName, caller);
      const changeSets = stack.changeSets.filter((other) => other !== changeSet);
      await this.#options.table.putStack({ ...stack, changeSets });
    });
  }

  /** @param changeSetName or its ARN, which needs no stack */
  async findChangeSet(
    nameOrId: string | undefined,
    changeSetName: string,
    caller: StackCaller,
  ): Promise<StackChangeSet> {
    if (nameOrId === undefined && !isChangeSetArn(changeSetName)) {
      throw invalid("StackName must be specified if ChangeSetName is not specified as an ARN.");
    }
    const stacks = nameOrId === undefined ? await this.list(caller) : [await this.#work.get(caller, nameOrId)];
    return findAmong(stacks, changeSetName);
  }

  /** Protects a stack from being deleted, or does so no longer. @throws AwsServiceError for one that is not there */
  setProtection(nameOrId: string, isProtected: boolean, caller: StackCaller): Promise<StackRecord> {
    return this.#turns.run(async () => {
      const stack = { ...(await this.#work.get(caller, nameOrId)), isProtected };
      await this.#options.table.putStack(stack);
      return stack;
    });
  }

  /** The stack that a change set is for; one that is to be created waits for it. */
  async #changeSetStack(
    nameOrId: string,
    named: Pick<ChangeSet, "changeSetName" | "changeSetType">,
    caller: StackCaller,
  ): Promise<StackRecord> {
    const found = await this.find(caller, nameOrId);
    const stack = found && isDeleted(found) ? null : found;
    checkPlaceOfChangeSet(stack, nameOrId, named);
    return stack ?? blankStack(nameOrId, caller, this.#options);
  }

  async #forgetOld(): Promise<void> {
    const { table, clock } = this.#options;
    for (const { stackId } of expiredStacks(await table.listStacks(), clock.now())) await table.removeStack(stackId);
  }
}
