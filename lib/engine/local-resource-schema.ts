import { z } from "zod";
import { ALARM_STATES } from "@/lib/pipeline/action-types/alarm-states";
import { FAILURE_TYPES } from "./failure-types";
import {
  BUILD_TIMEOUT_MINUTES,
  BUILD_VARIABLE_TYPES,
  CACHE_TYPES,
  LAMBDA_RUNTIMES,
  LAMBDA_TIMEOUT_SECONDS,
  PREDEFINED_DEPLOYMENT_CONFIGS,
  type LocalResource,
} from "./local-resources";
import { parseDefinition } from "./runners/step-functions/definition";
import { StateError } from "./runners/step-functions/state-error";

const name = z.string().min(1, "is required").max(255, "is longer than 255 characters");
const absolutePath = z.string().startsWith("/", "must be an absolute path");
const targets = z.array(z.object({ name, rootDirectory: absolutePath })).min(1, "needs one target at least");
/** A year: longer than any action may take. */
const LONGEST_SIMULATION_SECONDS = 31_536_000;
/** @see https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const LONGEST_STATE_MACHINE = 1024 ** 2;
/** CodeDeploy waits two days at most before it terminates originals. */
const LONGEST_TERMINATION_WAIT_MINUTES = 2_880;

/** A place that more is added to. Users and passwords in it would be kept where no secret may be. */
const baseUrl = z
  .url({ protocol: /^https?$/, error: "must be an http or https URL" })
  .max(900, "is longer than 900 characters")
  .refine((url) => !URL.canParse(url) || isBare(new URL(url)), "must not hold a user, a password, a ? or a #");

const deploymentConfig = z.union([
  z.enum(PREDEFINED_DEPLOYMENT_CONFIGS),
  z
    .object({ type: z.enum(["HOST_COUNT", "FLEET_PERCENT"]), value: z.int().min(0, "must not be negative") })
    .refine(({ type, value }) => type === "HOST_COUNT" || value <= 100, "is a percentage of 100 at most"),
]);

const deploymentGroup = z
  .object({
    type: z.literal("deployment-group"),
    name: name.regex(/^[^/]+\/[^/]+$/, "must be <application>/<deployment group>"),
    targets,
    deploymentConfig: deploymentConfig.optional(),
    autoRollbackConfiguration: z.object({ enabled: z.boolean() }).optional(),
    loadBalancerInfo: z.object({ directory: absolutePath }).optional(),
    blueGreenDeploymentConfiguration: z
      .object({
        replacementTargets: targets,
        terminateBlueInstancesOnDeploymentSuccess: z
          .object({
            action: z.enum(["TERMINATE", "KEEP_ALIVE"]),
            terminationWaitTimeInMinutes: z.int().min(0).max(LONGEST_TERMINATION_WAIT_MINUTES).optional(),
          })
          .optional(),
      })
      .optional(),
  })
  .refine((group) => !group.blueGreenDeploymentConfiguration || group.loadBalancerInfo, {
    path: ["loadBalancerInfo"],
    message: "is required with blueGreenDeploymentConfiguration: traffic has to move",
  })
  .refine(
    (group) => {
      const all = [...group.targets, ...(group.blueGreenDeploymentConfiguration?.replacementTargets ?? [])];
      return new Set(all.map((target) => target.name)).size === all.length;
    },
    { path: ["targets"], message: "must have different names" },
  );

/** What a caller may register, checked where it enters the engine. */
export const localResource = z.discriminatedUnion("type", [
  z.object({ type: z.literal("repository"), name, url: z.string().min(1, "is required") }),
  z.object({
    type: z.literal("build-project"),
    name,
    buildspec: z.string().optional(),
    environmentVariables: z
      .array(z.object({ name, value: z.string(), type: z.enum(BUILD_VARIABLE_TYPES).optional() }))
      .optional(),
    image: z.string().max(1024, "is longer than 1024 characters").optional(),
    timeoutInMinutes: z
      .number()
      .int("must be a whole number")
      .min(BUILD_TIMEOUT_MINUTES.least, `is less than ${BUILD_TIMEOUT_MINUTES.least}`)
      .max(BUILD_TIMEOUT_MINUTES.most, `is more than ${BUILD_TIMEOUT_MINUTES.most}`)
      .optional(),
    cacheType: z.enum(CACHE_TYPES).optional(),
    concurrentBuildLimit: z.number().int("must be a whole number").min(1, "is less than 1").optional(),
  }),
  deploymentGroup,
  z.object({
    type: z.literal("instance"),
    name,
    rootDirectory: absolutePath,
    tags: z.array(z.object({ key: name, value: z.string().max(256) })).min(1, "needs one tag at least"),
    instanceType: z.enum(["EC2", "SSM_MANAGED_NODE"]).optional(),
  }),
  z.object({
    type: z.literal("simulation"),
    name: name.regex(/^[0-9A-Za-z_-]{1,35}\/./, "must be <provider>/<name>, such as CloudFormation/shop-*"),
    outcome: z.enum(["Succeeded", "Failed"]),
    durationSeconds: z.number().min(0).max(LONGEST_SIMULATION_SECONDS).optional(),
    message: z.string().max(5_000).optional(),
    errorCode: z.enum(FAILURE_TYPES).optional(),
    outputs: z.record(name, z.string()).optional(),
  }),
  z.object({
    type: z.literal("image-repository"),
    name: name.regex(/^[a-z0-9]+(?:[._/-][a-z0-9]+)*$/, "is not a name of a repository in ECR"),
    images: z
      .array(
        z.object({
          tag: z.string().regex(/^[\w][\w.-]{0,127}$/, "is not a tag of an image"),
          digest: z.string().regex(/^sha256:[0-9a-f]{64}$/, "must be sha256: and 64 hexadecimal digits"),
        }),
      )
      .min(1, "needs one image at least")
      .refine((images) => new Set(images.map(({ tag }) => tag)).size === images.length, "must have different tags"),
  }),
  z.object({
    type: z.literal("lambda-function"),
    name: name.regex(/^[A-Za-z0-9_-]{1,64}$/, "must be 1 to 64 letters, digits, hyphens or underscores"),
    runtime: z.enum(LAMBDA_RUNTIMES),
    codeDirectory: absolutePath,
    handler: z
      .string()
      .regex(/^[^\0]+\.[^./\0]+$/, "must be <file without its ending>.<function>, such as index.handler"),
    environmentVariables: z.array(z.object({ name, value: z.string() })).optional(),
    timeoutSeconds: z
      .number()
      .int("must be a whole number")
      .min(LAMBDA_TIMEOUT_SECONDS.least, `is less than ${LAMBDA_TIMEOUT_SECONDS.least}`)
      .max(LAMBDA_TIMEOUT_SECONDS.most, `is more than ${LAMBDA_TIMEOUT_SECONDS.most}`)
      .optional(),
  }),
  z.object({
    type: z.literal("state-machine"),
    name: name.regex(/^[^\s/:]{1,80}$/, "must be 1 to 80 characters without spaces, slashes or colons"),
    definition: z.string().max(LONGEST_STATE_MACHINE, "is larger than 1 MB").superRefine(checkStates),
  }),
  z.object({
    type: z.literal("jenkins-server"),
    name: name.regex(/^[0-9A-Za-z_-]{1,35}$/, "must be the provider name of an action type"),
    url: z.url({ protocol: /^https?$/, error: "must be an http or https URL" }),
    userName: z.string().optional(),
    apiTokenSecret: z.string().optional(),
  }),
  z.object({
    type: z.literal("github-server"),
    name: name.regex(/^[A-Za-z0-9._*-]+\/[A-Za-z0-9._*-]+$/, "must be <owner>/<repo>, such as acme/* or */*"),
    url: baseUrl,
    deliveryUrl: baseUrl,
    apiTokenSecret: z.string().min(1, "is empty").max(512, "is longer than 512 characters").optional(),
  }),
  z.object({ type: z.literal("alarm"), name, state: z.enum(ALARM_STATES) }),
]) satisfies z.ZodType<LocalResource>;

function isBare({ username, password, search, hash, href }: URL): boolean {
  return [username, password, search, hash].every((part) => part === "") && !/[?#]/.test(href);
}

/** What would fail every execution is told where the definition is typed. */
function checkStates(definition: string, context: z.core.$RefinementCtx<string>): void {
  try {
    parseDefinition(definition);
  } catch (error) {
    if (!(error instanceof StateError)) throw error;
    context.addIssue({ code: "custom", message: `cannot run: ${error.message}` });
  }
}
