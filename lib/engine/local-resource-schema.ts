import { z } from "zod";
import { DEPLOYMENT_CONFIGS, type LocalResource } from "./local-resources";

const name = z.string().min(1, "is required").max(255, "is longer than 255 characters");
const absolutePath = z.string().startsWith("/", "must be an absolute path");

/** What a caller may register, checked where it enters the engine. */
export const localResource = z.discriminatedUnion("type", [
  z.object({ type: z.literal("repository"), name, url: z.string().min(1, "is required") }),
  z.object({
    type: z.literal("build-project"),
    name,
    buildspec: z.string().optional(),
    environmentVariables: z.array(z.object({ name, value: z.string() })).optional(),
  }),
  z.object({
    type: z.literal("deployment-group"),
    name: name.regex(/^[^/]+\/[^/]+$/, "must be <application>/<deployment group>"),
    targets: z.array(z.object({ name, rootDirectory: absolutePath })).min(1, "needs one target at least"),
    deploymentConfig: z.enum(DEPLOYMENT_CONFIGS).optional(),
  }),
]) satisfies z.ZodType<LocalResource>;
