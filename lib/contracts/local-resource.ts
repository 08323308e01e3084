import { z } from "zod";
import { isPlainObject } from "@/lib/pipeline/is-plain-object";

const repositoryUrl = z.string().trim().min(1, "Give a Git URL or the path of a repository on this machine.");
const nameInDefinition = z.string().trim().min(1, "Give the name the definition uses.");
const directory = (what: string) => z.string().trim().startsWith("/", `${what} is an absolute path.`);
const wholeNumber = (most: number, least = 0) => {
  const message = `Give a whole number from ${least} to ${most}.`;
  return z.int(message).min(least, message).max(most, message);
};

const targets = z
  .array(z.object({ name: z.string().trim().min(1, "Name the target."), rootDirectory: directory("A target") }))
  .min(1, "Add at least one target directory.");

/** `CodeDeployDefault.` and one of these, or how many hosts have to stay healthy. */
export const PREDEFINED_DEPLOYMENT_CONFIGS = ["OneAtATime", "HalfAtATime", "AllAtOnce"] as const;
/** A place that more is added to. What is secret has no place in it. */
const baseUrl = z
  .url({ protocol: /^https?$/, error: "Give an http or https URL." })
  .max(900, "900 characters are the most.")
  .refine((url) => !URL.canParse(url) || isBare(new URL(url)), "Leave out users, passwords, ? and #.");

const deploymentConfig = z.union([
  z.enum(PREDEFINED_DEPLOYMENT_CONFIGS),
  z.object({ type: z.literal("HOST_COUNT"), value: wholeNumber(999) }),
  z.object({ type: z.literal("FLEET_PERCENT"), value: wholeNumber(100) }),
]);

const deploymentGroup = z
  .object({
    type: z.literal("deployment-group"),
    name: z
      .string()
      .trim()
      .regex(/^[^/]+\/[^/]+$/, "A deployment group is named application/group."),
    targets,
    deploymentConfig: deploymentConfig.optional(),
    autoRollbackConfiguration: z.object({ enabled: z.boolean() }).optional(),
    loadBalancerInfo: z.object({ directory: directory("The load balancer") }).optional(),
    blueGreenDeploymentConfiguration: z
      .object({
        replacementTargets: targets,
        terminateBlueInstancesOnDeploymentSuccess: z
          .object({
            action: z.enum(["TERMINATE", "KEEP_ALIVE"]),
            terminationWaitTimeInMinutes: wholeNumber(2_880).optional(),
          })
          .optional(),
      })
      .optional(),
  })
  .refine((group) => !group.blueGreenDeploymentConfiguration || group.loadBalancerInfo, {
    path: ["loadBalancerInfo", "directory"],
    message: "Blue/green moves traffic, so it needs a load balancer directory.",
  })
  .refine(hasDistinctTargets, { path: ["targets"], message: "Give each target a name of its own." });

export const BUILD_VARIABLE_TYPES = ["PLAINTEXT", "PARAMETER_STORE", "SECRETS_MANAGER"] as const;
const BUILD_TIMEOUT_MINUTES = { least: 5, most: 2_160 } as const;

const buildProject = z.object({
  type: z.literal("build-project"),
  name: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{1,254}$/, "A project is named with letters, digits, underscores and hyphens."),
  buildspec: z.string().optional(),
  environmentVariables: z
    .array(
      z.object({
        name: z
          .string()
          .trim()
          .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "Letters, digits and underscores, and no digit in front.")
          .refine((name) => !name.startsWith("CODEBUILD_"), "CODEBUILD_ is reserved."),
        value: z.string(),
        type: z.enum(BUILD_VARIABLE_TYPES).optional(),
      }),
    )
    .optional(),
  image: z.string().trim().max(1_024, "1024 characters are the most.").optional(),
  timeoutInMinutes: wholeNumber(BUILD_TIMEOUT_MINUTES.most, BUILD_TIMEOUT_MINUTES.least).optional(),
  cacheType: z.enum(["NO_CACHE", "LOCAL"]).optional(),
  concurrentBuildLimit: wholeNumber(1_000, 1).optional(),
});

/** What a name in a definition stands for on this machine; the engine's `LocalResource`. */
export const localResource = z.discriminatedUnion("type", [
  z.object({ type: z.literal("repository"), name: nameInDefinition, url: repositoryUrl }),
  buildProject,
  deploymentGroup,
  z.object({
    type: z.literal("instance"),
    name: z.string().trim().min(1, "Give the instance an id."),
    rootDirectory: directory("An instance"),
    tags: z
      .array(z.object({ key: z.string().trim().min(1, "Give the tag a key."), value: z.string() }))
      .min(1, "Add the tag that actions look for."),
    instanceType: z.enum(["EC2", "SSM_MANAGED_NODE"]).optional(),
  }),
  z.object({
    type: z.literal("simulation"),
    name: z
      .string()
      .trim()
      .regex(/^[0-9A-Za-z_-]{1,35}\/./, "Give provider/name, such as CloudFormation/shop-* or ECS/*."),
    outcome: z.enum(["Succeeded", "Failed"]),
    durationSeconds: wholeNumber(31_536_000).optional(),
    message: z.string().max(5_000, "5000 characters are the most.").optional(),
    errorCode: z.string().optional(),
    outputs: z.record(z.string().trim().min(1, "Give the output a name."), z.string()).optional(),
  }),
  z.object({
    type: z.literal("lambda-function"),
    name: z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9_-]{1,64}$/, "A function's name is 1 to 64 letters, digits, hyphens or underscores."),
    runtime: z.enum(["nodejs", "python"]),
    codeDirectory: directory("The code"),
    handler: z
      .string()
      .trim()
      .regex(/^.+\.[^./]+$/, "Give file.function, such as index.handler."),
    environmentVariables: z
      .array(z.object({ name: z.string().trim().min(1, "Give the variable a name."), value: z.string() }))
      .optional(),
    timeoutSeconds: wholeNumber(900).min(1, "Give a whole number from 1 to 900.").optional(),
  }),
  z.object({
    type: z.literal("state-machine"),
    name: z
      .string()
      .trim()
      .regex(/^[^\s/:]{1,80}$/, "Give the name alone, 80 characters at most, without spaces."),
    definition: z.string().refine(isJsonObject, "The definition is not a JSON object."),
  }),
  z.object({
    type: z.literal("jenkins-server"),
    name: z
      .string()
      .trim()
      .regex(/^[0-9A-Za-z_-]{1,35}$/, "A provider's name is 1 to 35 letters, digits, hyphens or underscores."),
    url: z.url({ protocol: /^https?$/, error: "Give an http or https URL." }),
    userName: z.string().optional(),
    apiTokenSecret: z.string().optional(),
  }),
  z.object({
    type: z.literal("github-server"),
    name: z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9._*-]+\/[A-Za-z0-9._*-]+$/, "Give owner/repo, such as acme/* or */*."),
    url: baseUrl,
    deliveryUrl: baseUrl,
    apiTokenSecret: z
      .string()
      .trim()
      .min(1, "Give the secret a name.")
      .max(512, "512 characters are the most.")
      .optional(),
  }),
  z.object({
    type: z.literal("alarm"),
    name: nameInDefinition,
    state: z.enum(["OK", "ALARM", "INSUFFICIENT_DATA"]),
  }),
  z.object({
    type: z.literal("image-repository"),
    name: z
      .string()
      .trim()
      .regex(/^[a-z0-9]+(?:[._/-][a-z0-9]+)*$/, "Give the name of a repository in ECR: small letters and digits."),
    images: z
      .array(
        z.object({
          tag: z
            .string()
            .trim()
            .regex(/^[\w][\w.-]{0,127}$/, "Give a tag: letters, digits, dots and dashes."),
          digest: z
            .string()
            .trim()
            .regex(/^sha256:[0-9a-f]{64}$/, "Give a digest: sha256: and 64 hexadecimal digits."),
        }),
      )
      .min(1, "Add the image that a tag stands for.")
      .refine((images) => new Set(images.map(({ tag }) => tag)).size === images.length, "Give each tag once."),
  }),
]);
export type LocalResource = z.infer<typeof localResource>;
export type BuildProject = z.infer<typeof buildProject>;
export type DeploymentGroup = Extract<LocalResource, { type: "deployment-group" }>;
export const LOCAL_RESOURCE_TYPES = [
  "repository",
  "build-project",
  "deployment-group",
  "instance",
  "simulation",
  "lambda-function",
  "state-machine",
  "jenkins-server",
  "github-server",
  "alarm",
  "image-repository",
] as const;

export const localResourceReference = z.object({ type: z.enum(LOCAL_RESOURCE_TYPES), name: z.string() });
export type LocalResourceReference = z.infer<typeof localResourceReference>;

/** A name that a live definition or a draft uses. `isNeeded`: without it the action fails. */
export const localResourceUse = localResourceReference.extend({
  pipelineName: z.string(),
  stageName: z.string(),
  actionName: z.string(),
  isRegistered: z.boolean(),
  isNeeded: z.boolean(),
});
export type LocalResourceUse = z.infer<typeof localResourceUse>;

export const localResourceList = z.object({
  resources: z.array(localResource),
  uses: z.array(localResourceUse),
});
export type LocalResourceList = z.infer<typeof localResourceList>;

function isBare({ username, password, search, hash, href }: URL): boolean {
  return [username, password, search, hash].every((part) => part === "") && !/[?#]/.test(href);
}

function isJsonObject(text: string): boolean {
  try {
    return isPlainObject(JSON.parse(text));
  } catch {
    return false;
  }
}

function hasDistinctTargets(group: {
  readonly targets: readonly { readonly name: string }[];
  readonly blueGreenDeploymentConfiguration?:
    | { readonly replacementTargets: readonly { readonly name: string }[] }
    | undefined;
}): boolean {
  const all = [...group.targets, ...(group.blueGreenDeploymentConfiguration?.replacementTargets ?? [])];
  return new Set(all.map(({ name }) => name)).size === all.length;
}
