import type { Clock } from "@/lib/clock";
import { AwsServiceError } from "../aws-service-error";
import type { Ids } from "../ids";
import { blankStack } from "./blank-stack";
import { bootstrapVersion } from "./bootstrap";
import { publicParameter } from "./public-parameter";
import { checkUpdatable } from "./change-sets";
import { Deployment, type DeploymentWorld } from "./deployment";
import { checkExportNames, checkExportsInUse, exportsOf } from "./exports";
import type { PlanWorld } from "./former-properties";
import { planChanges } from "./plan-changes";
import { ENGINE_FAULT, recoverStack } from "./recover-stack";
import { removeStack } from "./remove-stack";
import { rollBackStack } from "./roll-back-stack";
import { nestedStackHandler, type NestedStacks } from "./resources/nested-stack-handler";
import type { ResourceHandler } from "./resources/resource-handler";
import { simulatedHandler } from "./resources/simulated-handler";
import { asInvalid, contentOf, invalid, type StackCaller, type StackInput } from "./stack-input";
import { StackFailure } from "./stack-failure";
import { StackProgress } from "./stack-progress";
import { isCreated, isDeleted, isUnsure, type OnFailure, type StackContent, type StackRecord } from "./stack-record";
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
  /** A parameter of SSM that somebody keeps on this machine. Left out: there are none. */
  readonly findKeptParameter?: (name: string) => Promise<string | null>;
}

/**
 * What is done to a stack and to the stacks in it, which are worked on in its turn. `Stacks` sees to it that one has its
 * turn at a time.
 */
export class StackWork {
  readonly #options: StacksOptions;
  readonly #nested: ResourceHandler;

  constructor(options: StacksOptions) {
    this.#options = options;
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

  /** The value of a parameter of SSM: those that stacks make, the version of CDK's bootstrap, and AWS's public ones. */
  async findParameter(name: string): Promise<string | null> {
    const here = await this.list(this.#options);
    const made = here
      .flatMap(({ resources }) => Object.values(resources))
      .find(({ type, physicalId }) => type === "AWS::SSM::Parameter" && physicalId === name);
    return made?.attributes["Value"] ?? bootstrapVersion(name) ?? publicParameter(name);
  }

  /** @throws AwsServiceError for one that is not there */
  async get(caller: StackCaller, nameOrId: string): Promise<StackRecord> {
    const found = await this.find(caller, nameOrId);
    if (!found || isDeleted(found)) throw invalid(`Stack [${nameOrId}] does not exist`);
    return found;
  }

  /** @throws AwsServiceError */
  async create(
    stackName: string,
    input: StackInput,
    caller: StackCaller,
    {
      onFailure,
      isProtected,
      begun,
    }: {
      readonly onFailure?: OnFailure;
      readonly isProtected: boolean;
      /** Told the id before there is anything of the stack. */
      begun?(stackId: string): Promise<void>;
    },
  ): Promise<StackRecord> {
    const found = await this.find(caller, stackName);
    if (found) throw new AwsServiceError("AlreadyExistsException", `Stack [${stackName}] already exists`);
    const blank = {
      ...blankStack(stackName, caller, this.#options),
      isProtected,
      disableRollback: onFailure === "DO_NOTHING",
    };
    const content = await this.contentOf(blank, input, "stack");
    await begun?.(blank.stackId);
    return this.deploy(blank, content, caller, onFailure);
  }

  /** @returns null when nothing would change. @throws AwsServiceError */
  async update(
    nameOrId: string,
    input: StackInput,
    caller: StackCaller,
    { disableRollback }: Pick<StackRecord, "disableRollback">,
  ): Promise<StackRecord | null> {
    const found = await this.get(caller, nameOrId);
    checkUpdatable(found);
    const stack = { ...found, disableRollback };
    const content = await this.contentOf(stack, input, "stack");
    const { hasChanges } = await this.plan(stack, content);
    return hasChanges ? this.deploy(stack, content, caller) : null;
  }

  /** What an input would make of a stack. @throws AwsServiceError */
  contentOf(stack: StackRecord, input: StackInput, work: "stack" | "change set"): Promise<StackContent> {
    const { findKeptParameter } = this.#options;
    const findParameter = async (name: string): Promise<string | null> =>
      (await this.findParameter(name)) ?? (await findKeptParameter?.(name)) ?? null;
    return contentOf(input, stack.content, { work, findParameter });
  }

  /** What would change in a stack; nothing is done. @throws AwsServiceError */
  async plan(stack: StackRecord, content: StackContent) {
    const world = await this.#planWorld(stack);
    return asInvalid(async () => planChanges(stack, content, world));
  }

  /** Brings a stack to a content. What comes of that, a rollback too, is what the stack then says of itself. */
  async deploy(
    stack: StackRecord,
    content: StackContent,
    caller: StackCaller,
    onFailure: OnFailure = stack.disableRollback ? "DO_NOTHING" : "ROLLBACK",
  ): Promise<StackRecord> {
    const isUpdate = isCreated(stack);
    if (!isUpdate) await this.plan(stack, content);
    const progress = this.progressOf(stack, caller);
    const world = await this.#deploymentWorld(stack, caller);
    const updatedAt = this.#options.clock.now();
    progress.change(isUpdate ? { updatedAt, isUnsure: world.isUnsure } : { content });
    progress.setStatus(isUpdate ? "UPDATE_IN_PROGRESS" : "CREATE_IN_PROGRESS", "User Initiated");
    await progress.save();
    const deployment = new Deployment(progress, content, world);
    return this.#settling(progress, async () => {
      try {
        await deployment.run(async (outputs) => {
          const others = await this.list(stack);
          checkExportNames(others, stack, outputs);
          checkExportsInUse(others, stack, outputs);
        });
        progress.change({ isUnsure: false });
        progress.setStatus(isUpdate ? "UPDATE_COMPLETE" : "CREATE_COMPLETE");
      } catch (error) {
        if (!(error instanceof StackFailure)) throw error;
        await this.#onFailure(progress, { deployment, isUpdate, onFailure, caller, reason: error.message });
      }
    });
  }

  /** Goes on with a rollback that failed: brings a stack back to the content it has. @throws AwsServiceError */
  async continueRollback(stack: StackRecord, caller: StackCaller): Promise<StackRecord> {
    if (stack.status !== "UPDATE_ROLLBACK_FAILED" || !isCreated(stack)) {
      throw invalid(`Stack:${stack.stackId} is in ${stack.status} state and can not continue a rollback.`);
    }
    const progress = this.progressOf(stack, caller);
    progress.setStatus("UPDATE_ROLLBACK_IN_PROGRESS", "User Initiated");
    await progress.save();
    const world = { ...(await this.#deploymentWorld(stack, caller)), isUnsure: true };
    const deployment = new Deployment(progress, stack.content, world);
    return this.#settling(progress, async () => {
      try {
        await deployment.run(async () => undefined);
        progress.change({ isUnsure: false });
        progress.setStatus("UPDATE_ROLLBACK_COMPLETE");
      } catch (error) {
        if (!(error instanceof StackFailure)) throw error;
        progress.setStatus("UPDATE_ROLLBACK_FAILED", error.message);
      }
    });
  }

  /** Deletes a stack with all it has made, as far as that can be done. */
  async remove(progress: StackProgress, caller: StackCaller, retained: readonly string[] = []): Promise<void> {
    const { findHandler } = await this.#planWorld(progress.record);
    const others = await this.list(progress.record);
    const { principalArn } = caller;
    await this.#settling(progress, () =>
      removeStack(progress, { ...this.#options, findHandler, others, retained, principalArn }),
    );
  }

  /** A stack as it is worked on for a caller. */
  progressOf(stack: StackRecord, { clientRequestToken }: StackCaller): StackProgress {
    return new StackProgress(stack, {
      ...this.#options,
      ...(clientRequestToken !== undefined && { clientRequestToken }),
    });
  }

  #nestedStacks(): NestedStacks {
    return {
      create: (stackName, input, caller, begun) => this.create(stackName, input, caller, { isProtected: false, begun }),
      update: async (stackId, input, caller) => {
        const updated = await this.update(stackId, input, caller, { disableRollback: false });
        return { stack: updated ?? (await this.get(caller, stackId)), hasChanged: updated !== null };
      },
      remove: async (stackId, caller) => {
        const stack = await this.find(caller, stackId);
        if (stack && !isDeleted(stack)) await this.remove(this.progressOf(stack, caller), caller);
        return this.find(caller, stackId);
      },
    };
  }

  async #planWorld(stack: StackRecord): Promise<PlanWorld> {
    const exported = exportsOf(await this.list(stack), stack.stackId);
    const isHere = stack.accountId === this.#options.accountId && stack.region === this.#options.region;
    return {
      findHandler: (type) => (isHere ? this.#findHandler(type) : simulatedHandler(type)),
      findExport: (name) => exported.get(name)?.value ?? null,
    };
  }

  async #deploymentWorld(stack: StackRecord, { principalArn }: StackCaller): Promise<DeploymentWorld> {
    const newId = (): string => this.#options.ids.next();
    return { ...(await this.#planWorld(stack)), principalArn, isUnsure: isUnsure(stack), newId };
  }

  #findHandler(type: string): ResourceHandler {
    return type === "AWS::CloudFormation::Stack" ? this.#nested : this.#options.findHandler(type);
  }

  /** A fault of the engine's own leaves a stack that can be gone on with, as a crash does. */
  async #settling(progress: StackProgress, work: () => Promise<void>): Promise<StackRecord> {
    try {
      await work();
      await progress.save();
      return progress.record;
    } catch (fault) {
      const settled = recoverStack(progress.record, this.#options, ENGINE_FAULT);
      // Where the store is what failed, the next start settles it.
      if (settled) await this.#options.table.putStack(settled).catch(() => undefined);
      throw fault;
    }
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
    if (onFailure === "DELETE" && !isUpdate) return this.remove(progress, caller);
    return rollBackStack(progress, deployment, { isUpdate, reason });
  }
}
