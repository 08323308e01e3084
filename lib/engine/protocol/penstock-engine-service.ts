import { z } from "zod";
import { AwsServiceError } from "../aws-service-error";
import { localResource } from "../local-resource-schema";
import { LOCAL_RESOURCE_TYPES } from "../local-resources";
import type { EngineStore } from "../store/store";
import type { JsonService } from "./json-service";

const operations = {
  PutLocalResource: operation(z.object({ resource: localResource }), async (store, { resource }) => {
    await store.putLocalResource(resource);
    return { resource };
  }),
  ListLocalResources: operation(z.object({}), async (store) => ({ resources: await store.listLocalResources() })),
  DeleteLocalResource: operation(
    z.object({ type: z.enum(LOCAL_RESOURCE_TYPES), name: z.string() }),
    async (store, { type, name }) => {
      await store.deleteLocalResource(type, name);
      return {};
    },
  ),
} as const satisfies Record<string, Operation>;

type Operation = (store: EngineStore, body: unknown) => Promise<unknown>;

/** What only this engine has: the local things that names in a declaration stand for. */
export function penstockEngineService(store: EngineStore): JsonService {
  const known: Readonly<Record<string, Operation>> = operations;
  return {
    targetPrefix: "PenstockEngine_20261101",
    signingName: "penstock",
    hasOperation: (name) => Object.hasOwn(known, name),
    async invoke(name, body) {
      return known[name]?.(store, body);
    },
  };
}

function operation<Input extends z.ZodType>(
  schema: Input,
  handle: (store: EngineStore, input: z.output<Input>) => Promise<unknown>,
): Operation {
  return async (store, body) => {
    const parsed = schema.safeParse(body);
    if (parsed.success) return handle(store, parsed.data);
    const problems = parsed.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`);
    throw new AwsServiceError("ValidationException", problems.join("; "));
  };
}
