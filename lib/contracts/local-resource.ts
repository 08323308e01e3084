import { z } from "zod";

const repositoryUrl = z.string().trim().min(1, "Give a Git URL or the path of a repository on this machine.");

/** What a name in a definition stands for on this machine; the engine's `LocalResource`. */
export const localResource = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("repository"),
    name: z.string().trim().min(1, "Give the name the definition uses."),
    url: repositoryUrl,
  }),
  z.object({
    type: z.literal("build-project"),
    name: z.string().trim().min(1, "Give the name the definition uses."),
    buildspec: z.string().optional(),
    environmentVariables: z
      .array(z.object({ name: z.string().trim().min(1, "Give the variable a name."), value: z.string() }))
      .optional(),
  }),
  z.object({
    type: z.literal("deployment-group"),
    name: z
      .string()
      .trim()
      .regex(/^[^/]+\/[^/]+$/, "A deployment group is named application/group."),
    targets: z
      .array(
        z.object({
          name: z.string().trim().min(1, "Name the target."),
          rootDirectory: z.string().trim().startsWith("/", "A target is an absolute path."),
        }),
      )
      .min(1, "Add at least one target directory."),
  }),
]);
export type LocalResource = z.infer<typeof localResource>;
export const LOCAL_RESOURCE_TYPES = ["repository", "build-project", "deployment-group"] as const;

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
