import { readJson } from "@/lib/pipeline/formats/read-json";
import { readYaml } from "@/lib/pipeline/formats/read-yaml";
import { plainValue, UnreadableText } from "@/lib/pipeline/formats/source-node";
import { z } from "zod";
import { ActionFailure } from "../../action-failure";

const HOOKS = [
  "BeforeInstall",
  "AfterInstall",
  "AfterAllowTestTraffic",
  "BeforeAllowTraffic",
  "AfterAllowTraffic",
] as const;

const awsvpc = z.looseObject({
  Subnets: z.array(z.string()).min(1),
  SecurityGroups: z.array(z.string()).min(1),
  AssignPublicIp: z.enum(["ENABLED", "DISABLED"]),
});

const targetService = z.looseObject({
  Type: z.literal("AWS::ECS::Service"),
  Properties: z.looseObject({
    TaskDefinition: z.string().startsWith("arn:"),
    LoadBalancerInfo: z.looseObject({
      ContainerName: z.string().min(1),
      ContainerPort: z.coerce.number().int().min(0).max(65_535),
    }),
    PlatformVersion: z.string().nullish(),
    NetworkConfiguration: z.looseObject({ AwsvpcConfiguration: awsvpc.nullish() }).nullish(),
    CapacityProviderStrategy: z.array(z.unknown()).nullish(),
  }),
});

const appspec = z.object({
  version: z.union([z.string(), z.number()]).refine((version) => Number(version) === 0),
  resources: z.array(z.looseObject({ TargetService: targetService })).length(1),
  hooks: z.array(z.partialRecord(z.enum(HOOKS), z.string().min(1))).optional(),
});

interface EcsService {
  readonly containerName: string;
  readonly containerPort: number;
  /** `BeforeInstall: function`, in order. */
  readonly hooks: readonly string[];
}

/**
 * Reads the appspec of a deployment to ECS, YAML or JSON. Its members are capitalised in AWS's examples for ECS and not
 * in those for the others; both are read.
 * @throws ActionFailure that names the place
 */
export function readEcsAppspec(text: string, file: string): EcsService {
  const content = z.record(z.string(), z.unknown()).safeParse(contentOf(text, file)).data ?? {};
  const member = (name: string): unknown => content[name] ?? content[`${name.charAt(0).toUpperCase()}${name.slice(1)}`];
  const parsed = appspec.safeParse({
    version: member("version"),
    resources: member("resources"),
    hooks: member("hooks") ?? undefined,
  });
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new ActionFailure(
      "JobFailed",
      `The AppSpec file ${file} is not valid at ${issue?.path.map(String).join(".") ?? "its root"}: ${issue?.message ?? "unknown fault"}. ` +
        "It needs version 0.0 and one TargetService of type AWS::ECS::Service with TaskDefinition and LoadBalancerInfo.",
    );
  }
  const { resources, hooks = [] } = parsed.data;
  const info = resources[0]?.TargetService.Properties.LoadBalancerInfo;
  return {
    containerName: info?.ContainerName ?? "",
    containerPort: info?.ContainerPort ?? 0,
    hooks: hooks.flatMap((hook) => Object.entries(hook).map(([event, name]) => `${event}: ${name}`)),
  };
}

function contentOf(text: string, file: string): unknown {
  try {
    return plainValue(/^\s*\{/.test(text) ? readJson(text) : readYaml(text));
  } catch (error) {
    if (!(error instanceof UnreadableText)) throw error;
    const { line, column } = error.position;
    throw new ActionFailure(
      "JobFailed",
      `The AppSpec file ${file} cannot be read: line ${line}, column ${column}: ${error.message}`,
      { cause: error },
    );
  }
}
