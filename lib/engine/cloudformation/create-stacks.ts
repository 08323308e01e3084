import type { Clock } from "@/lib/clock";
import type { Ids } from "../ids";
import type { JsonService } from "../protocol/json-service";
import { ActionFailure } from "../runners/action-failure";
import type { SecretSource } from "../runners/codebuild/secrets";
import type { EngineStore } from "../store/store";
import { resourceHandlers } from "./resources/resource-handlers";
import { allResources, type StackRecord } from "./stack-record";
import { Stacks } from "./stacks";
import type { ReadObject } from "./template-source";

export interface StacksWorld {
  readonly store: EngineStore;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly accountId: string;
  readonly region: string;
  /** CodePipeline as the port serves it. */
  readonly codePipeline: Pick<JsonService, "invoke">;
  hasPipeline(name: string): boolean;
  /** Where the templates of nested stacks are. */
  readonly readObject: ReadObject;
  /** What dynamic references of templates are looked up in. */
  readonly secrets: SecretSource;
}

/** The stacks of an engine. Make them once per engine: changes wait for each other. */
export function createStacks({ store, codePipeline, hasPipeline, secrets, ...rest }: StacksWorld): Stacks {
  const findHandler = resourceHandlers({
    codePipeline,
    places: store,
    hasPipeline,
    findWebhook: (name) => store.findWebhook(name),
    values: {
      parameter: async (name) => (await stacks.findParameter(name)) ?? secrets.parameter(name),
      secret: (reference) => secrets.secret(reference),
    },
    isOfStack: async (type, physicalId) => (await store.listStacks()).some((stack) => hasMade(stack, type, physicalId)),
  });
  const stacks: Stacks = new Stacks({
    ...rest,
    table: store,
    findHandler,
    findKeptParameter: (name) => orNull(secrets.parameter(name)),
  });
  return stacks;
}

async function orNull(value: Promise<string>): Promise<string | null> {
  try {
    return await value;
  } catch (error) {
    if (error instanceof ActionFailure) return null;
    throw error;
  }
}

function hasMade(stack: StackRecord, type: string, physicalId: string): boolean {
  return allResources(stack).some(([, one]) => one.type === type && one.physicalId === physicalId && !one.isAdopted);
}
