import { z } from "zod";
import { BUILD_VARIABLE_TYPES, type LocalResource } from "../../local-resources";
import { localResource } from "../../local-resource-schema";
import { nameOf } from "./physical-name";
import { scalarText } from "./scalar-text";
import {
  alreadyExists,
  HandlerFailure,
  type HandlerContext,
  type Made,
  type Properties,
  type ResourceHandler,
} from "./resource-handler";

/** Where the names of a definition are bound to things of this machine. */
export interface LocalResourcePlaces {
  findLocalResource(type: "build-project", name: string): Promise<LocalResource | null>;
  putLocalResource(resource: LocalResource): Promise<void>;
  deleteLocalResource(type: "build-project", name: string): Promise<void>;
}

const project = z.looseObject({
  Source: z.looseObject({ BuildSpec: z.string().optional() }).optional(),
  Environment: z
    .looseObject({
      Image: z.string().optional(),
      EnvironmentVariables: z
        .array(z.object({ Name: z.string(), Value: scalarText, Type: z.enum(BUILD_VARIABLE_TYPES).optional() }))
        .optional(),
    })
    .optional(),
  Cache: z.looseObject({ Type: z.string() }).optional(),
  TimeoutInMinutes: z.coerce.number().optional(),
  ConcurrentBuildLimit: z.coerce.number().optional(),
});

const NOTE =
  "Registered under Local resources as a build project: its builds run on this machine, and the rest of it is not made.";
const KEPT = "Under Local resources, a build project of this name was there before the stack, so it is left as it is.";

/**
 * AWS::CodeBuild::Project, as the local resource of its name: so the actions that name it run its buildspec with its
 * variables. A project that somebody has registered there before stays theirs.
 * @param isOfStack whether a stack has made the project of a name
 */
export function buildProjectHandler(
  places: LocalResourcePlaces,
  isOfStack: (name: string) => Promise<boolean>,
): ResourceHandler {
  return {
    isReal: false,
    createOnly: ["Name"],
    async create(properties, context, begun) {
      const name = nameOf(properties, context);
      if (await places.findLocalResource("build-project", name)) {
        if (await isOfStack(name)) throw alreadyExists("AWS::CodeBuild::Project", name);
        return made(name, context, { isAdopted: true });
      }
      const resource = resourceOf(properties, name);
      await begun(name);
      await places.putLocalResource(resource);
      return made(name, context, {});
    },
    async update({ physicalId, after }, context) {
      await places.putLocalResource(resourceOf(after, physicalId));
      return made(physicalId, context, {});
    },
    remove: (physicalId) => places.deleteLocalResource("build-project", physicalId),
  };
}

function made(name: string, { region, accountId }: HandlerContext, { isAdopted }: Pick<Made, "isAdopted">): Made {
  const attributes = { Arn: `arn:aws:codebuild:${region}:${accountId}:project/${name}` };
  return { physicalId: name, attributes, note: isAdopted ? KEPT : NOTE, ...(isAdopted && { isAdopted }) };
}

function resourceOf(properties: Properties, name: string): LocalResource {
  const read = project.safeParse(properties);
  const { Source, Environment, Cache, TimeoutInMinutes, ConcurrentBuildLimit } = read.data ?? {};
  const variables = Environment?.EnvironmentVariables?.map(({ Name, Value, Type }) => ({
    name: Name,
    value: Value,
    type: Type,
  }));
  const parsed = localResource.safeParse({
    type: "build-project",
    name,
    buildspec: Source?.BuildSpec,
    environmentVariables: variables,
    image: Environment?.Image,
    timeoutInMinutes: TimeoutInMinutes,
    cacheType: Cache?.Type === "LOCAL" ? "LOCAL" : undefined,
    concurrentBuildLimit: ConcurrentBuildLimit,
  });
  if (read.success && parsed.success) return parsed.data;
  const [issue] = (read.success ? parsed.error : read.error)?.issues ?? [];
  throw new HandlerFailure(
    `Properties validation failed for project ${name}: ${issue?.path.join(".")} ${issue?.message}`,
  );
}
