import type { Clock } from "@/lib/clock";
import { AwsServiceError } from "../aws-service-error";
import type { Ids } from "../ids";
import { createTaskQueue } from "../task-queue";
import { bootstrapVersion } from "./bootstrap";
import { Deployment, StackFailure, type DeploymentWorld } from "./deploy-content";
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
import { checkExportNames, checkExportsInUse, exportsOf } from "./exports";
import { planChanges } from "./plan-changes";
import { ENGINE_ENDED, ENGINE_FAULT, recoverStack } from "./recover-stack";
import { rememberStacks } from "./remember-stacks";
import { removeStack } from "./remove-stack";
import { rollBackStack } from "./roll-back-stack";
import { nestedStackHandler, type NestedStacks } from "./resources/nested-stack-handler";
import type { ResourceHandler } from "./resources/resource-handler";
import { simulatedHandler } from "./resources/simulated-handler";
import { asInvalid, contentOf, invalid, type StackCaller, type StackInput } from "./stack-input";
import { StackProgress } from "./stack-progress";
import {
  isCreated,
  isDeleted,
  type ChangeSet,
  type OnFailure,
  type StackContent,
  type StackRecord,
  type StackStatus,
} from "./stack-record";
import type { StackTable } from "./stack-table";
import type { ReadObject } from "./template-source";

export interface StacksOptions {
  readonly table: StackTable;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Where real resources can be made; stacks of other accounts and Regions are remembered alone. */
  readonly accountId: string;
  readonly region: string;
  findHandler(type: string): ResourceHandler;
  /** Where the templates of nested stacks are. */
  readonly readObject: ReadObject;
}

/**
 * The stacks of this machine: those that clients make through CloudFormation's API, and those of the CloudFormation
 * actions of pipelines. One change at a time, whole before its call is answered.
 */
export class Stacks {
  readonly #options: StacksOptions;
  readonly #turns = createTaskQueue();
  readonly #nested: ResourceHandler;

  constructor(options: StacksOptions) {
    this.#options = { ...options, table: rememberStacks(options.table) };
    this.#nested = nestedStackHandler(this.#nestedStacks(), options.readObject);
  }

  /** Stacks of a place, deleted ones included, oldest first. */
  async list({ accountId, region }: Pick<StackCaller, "accountId" | "region">): Promise<readonly StackRecord[]> {
    const stacks = await this.#options.table.listStacks();
    return stacks.filter((stack) => stack.accountId === accountId && stack.region === region);
  }

  /** By name, or by id, by which a deleted one is found too. */
  async find(place: Pick<StackCaller, "accountId" | "region">, nameOrId: string): Promise<StackRecord | null> {
    if (nameOrId.startsWith("arn:")) {
      const found = await this.#options.table.findStack(nameOrId);
      return found?.accountId === place.accountId && found.region === place.region ? found : null;
    }
    const stacks = await this.list(place);
    return stacks.find((stack) => stack.stackName === nameOrId && !isDeleted(stack)) ?? null;
  }

  /** The value of a parameter of SSM: those that stacks make, and the version of CDK's bootstrap. */
  async findParameter(name: string): Promise<string | null> {
    const here = await this.list(this.#options);
    const made = here
      .flatMap(({ resources }) => Object.values(resources))
      .find(({ type, physicalId }) => type === "AWS::SSM::Parameter" && physicalId === name);
    return made?.attributes["Value"] ?? bootstrapVersion(name);
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
      this.#create(stackName, input, caller, { isProtected, ...(onFailure && { onFailure }) }),
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
      const updated = await this.#update(nameOrId, input, caller, disableRollback);
      if (updated) return updated;
      throw invalid("No updates are to be performed.");
    });
  }

  /** A stack that is not there is deleted already. @throws AwsServiceError for one that is protected */
  remove(nameOrId: string, caller: StackCaller, retained: readonly string[] = []): Promise<void> {
    return this.#turns.run(async () => {
      const stack = await this.find(caller, nameOrId);
      if (!stack || isDeleted(stack)) return;
      if (stack.isProtected) {
        throw invalid(`Stack [${stack.stackName}] cannot be deleted while TerminationProtection is enabled`);
      }
      await this.#remove(this.#progressOf(stack, caller), caller, retained);
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
    const content = await this.#contentOf(stack, input, work);
    return { content, ...(await this.#planned(stack, content)) };
  }

  /** Remembers that a stack failed although nothing was done: somebody plays a failure. */
  playFailure(
    stackName: string,
    played: { readonly status: StackStatus; readonly reason: string; readonly content?: StackContent },
    caller: StackCaller,
  ): Promise<void> {
    return this.#turns.run(async () => {
      const progress = this.#progressOf(
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
      const content = await this.#contentOf(stack, input, "change set");
      const { changes, hasChanges } = await this.#planned(stack, content);
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
      const progress = this.#progressOf({ ...stack, changeSets: [...stack.changeSets, changeSet] }, caller);
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
      await this.#planned(next, changeSet.content);
      return this.#deploy(next, changeSet.content, caller, changeSet.onFailure);
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
    const stacks = nameOrId === undefined ? await this.list(caller) : [await this.#require(caller, nameOrId)];
    return findAmong(stacks, changeSetName);
  }

  /** Changes what is kept of a stack beside what it is made of. @throws AwsServiceError */
  setProtection(nameOrId: string, isProtected: boolean, caller: StackCaller): Promise<StackRecord> {
    return this.#turns.run(async () => {
      const stack = { ...(await this.#require(caller, nameOrId)), isProtected };
      await this.#options.table.putStack(stack);
      return stack;
    });
  }

  async #create(
    stackName: string,
    input: StackInput,
    caller: StackCaller,
    { onFailure, isProtected }: { readonly onFailure?: OnFailure; readonly isProtected: boolean },
  ): Promise<StackRecord> {
    const found = await this.find(caller, stackName);
    if (found) throw new AwsServiceError("AlreadyExistsException", `Stack [${stackName}] already exists`);
    const blank = {
      ...blankStack(stackName, caller, this.#options),
      isProtected,
      disableRollback: onFailure === "DO_NOTHING",
    };
    const content = await this.#contentOf(blank, input, "stack");
    return this.#deploy(blank, content, caller, onFailure);
  }

  /** @returns null when nothing would change */
  async #update(
    nameOrId: string,
    input: StackInput,
    caller: StackCaller,
    disableRollback: boolean,
  ): Promise<StackRecord | null> {
    const found = await this.#require(caller, nameOrId);
    checkUpdatable(found);
    const stack = { ...found, disableRollback };
    const content = await this.#contentOf(stack, input, "stack");
    const { hasChanges } = await this.#planned(stack, content);
    return hasChanges ? this.#deploy(stack, content, caller) : null;
  }

  /** Stacks in stacks are worked on in the turn of the outermost. */
  #nestedStacks(): NestedStacks {
    return {
      create: (stackName, input, caller) => this.#create(stackName, input, caller, { isProtected: false }),
      update: async (stackId, input, caller) =>
        (await this.#update(stackId, input, caller, false)) ?? this.#require(caller, stackId),
      remove: async (stackId, caller) => {
        const stack = await this.find(caller, stackId);
        if (stack && !isDeleted(stack)) await this.#remove(this.#progressOf(stack, caller), caller);
        return this.find(caller, stackId);
      },
    };
  }

  async #require(caller: StackCaller, nameOrId: string): Promise<StackRecord> {
    const found = await this.find(caller, nameOrId);
    if (!found || isDeleted(found)) throw invalid(`Stack [${nameOrId}] does not exist`);
    return found;
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

  #contentOf(stack: StackRecord, input: StackInput, work: "stack" | "change set"): Promise<StackContent> {
    return contentOf(input, stack.content, { work, findParameter: (name) => this.findParameter(name) });
  }

  async #planned(stack: StackRecord, content: StackContent) {
    const world = await this.#planWorld(stack);
    return asInvalid(async () => planChanges(stack, content, world));
  }

  async #planWorld(stack: StackRecord): Promise<Pick<DeploymentWorld, "findHandler" | "findExport">> {
    const exported = exportsOf(await this.list(stack), stack.stackId);
    const isHere = stack.accountId === this.#options.accountId && stack.region === this.#options.region;
    return {
      findHandler: (type) => (isHere ? this.#findHandler(type) : simulatedHandler(type)),
      findExport: (name) => exported.get(name)?.value ?? null,
    };
  }

  #findHandler(type: string): ResourceHandler {
    return type === "AWS::CloudFormation::Stack" ? this.#nested : this.#options.findHandler(type);
  }

  async #deploy(
    stack: StackRecord,
    content: StackContent,
    caller: StackCaller,
    onFailure: OnFailure = stack.disableRollback ? "DO_NOTHING" : "ROLLBACK",
  ): Promise<StackRecord> {
    const isUpdate = isCreated(stack);
    if (!isUpdate) await this.#planned(stack, content);
    const progress = this.#progressOf(stack, caller);
    progress.change(isUpdate ? { updatedAt: this.#options.clock.now() } : { content });
    progress.setStatus(isUpdate ? "UPDATE_IN_PROGRESS" : "CREATE_IN_PROGRESS", "User Initiated");
    await progress.save();
    const world = {
      ...(await this.#planWorld(stack)),
      principalArn: caller.principalArn,
      isUnsure: stack.status === "UPDATE_FAILED",
      newId: () => this.#options.ids.next(),
    };
    const deployment = new Deployment(progress, content, world);
    try {
      await deployment.run(async (outputs) => {
        const others = await this.list(stack);
        checkExportNames(others, stack, outputs);
        checkExportsInUse(others, stack, outputs);
      });
      progress.setStatus(isUpdate ? "UPDATE_COMPLETE" : "CREATE_COMPLETE");
    } catch (error) {
      if (!(error instanceof StackFailure)) throw await this.#settled(progress.record, error);
      await this.#onFailure(progress, { deployment, isUpdate, onFailure, caller, reason: error.message });
    }
    await progress.save();
    return progress.record;
  }

  /** A fault of the engine's own leaves a stack that can be gone on with, as a crash does. @returns the fault */
  async #settled(stack: StackRecord, fault: unknown): Promise<unknown> {
    const settled = recoverStack(stack, this.#options, ENGINE_FAULT);
    // Where the store is what failed, the next start settles it.
    if (settled) await this.#options.table.putStack(settled).catch(() => undefined);
    return fault;
  }

  async #onFailure(
    progress: StackProgress,
    {
      deployment,
      isUpdate,
      onFailure,
      caller,
      reason,
    }: {
      readonly deployment: Deployment;
      readonly isUpdate: boolean;
      readonly onFailure: OnFailure;
      readonly caller: StackCaller;
      readonly reason: string;
    },
  ): Promise<void> {
    if (onFailure === "DO_NOTHING") return progress.setStatus(isUpdate ? "UPDATE_FAILED" : "CREATE_FAILED", reason);
    if (onFailure === "DELETE" && !isUpdate) return this.#remove(progress, caller);
    return rollBackStack(progress, deployment, { isUpdate, reason });
  }

  async #remove(progress: StackProgress, caller: StackCaller, retained: readonly string[] = []): Promise<void> {
    const { findHandler } = await this.#planWorld(progress.record);
    const others = await this.list(progress.record);
    await removeStack(progress, { ...this.#options, findHandler, others, retained, principalArn: caller.principalArn });
  }

  async #forgetOld(): Promise<void> {
    const { table, clock } = this.#options;
    for (const { stackId } of expiredStacks(await table.listStacks(), clock.now())) await table.removeStack(stackId);
  }

  #progressOf(stack: StackRecord, { clientRequestToken }: StackCaller): StackProgress {
    return new StackProgress(stack, {
      ...this.#options,
      ...(clientRequestToken !== undefined && { clientRequestToken }),
    });
  }
}
