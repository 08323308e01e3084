import { z } from "zod";

/**
 * One entry of the `permissions` section of an appspec or a deploy spec: who may do what with files that were installed.
 * @see https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-permissions.html
 */
export const permission = z.looseObject({
  object: z.string().startsWith("/", "must be an absolute path"),
  pattern: z.string().optional(),
  except: z.array(z.string()).optional(),
  owner: z.string().optional(),
  group: z.string().optional(),
  mode: z
    .string()
    .regex(/^[0-7]{1,4}$/, "must be an octal mode such as 644 or 0755")
    .optional(),
  acls: z.array(z.string()).optional(),
  context: z.unknown().optional(),
  /** The agent looks whether a kind is within, so that one word does for a list of one. */
  type: z.preprocess(
    (value) => (typeof value === "string" ? [value] : value),
    z.array(z.enum(["file", "directory"])).optional(),
  ),
});
export type Permission = z.infer<typeof permission>;
