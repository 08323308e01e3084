import { z } from "zod";

export const CREDENTIAL_SOURCES = ["default-chain", "profile", "assumed-role", "local-engine"] as const;
export type CredentialSource = (typeof CREDENTIAL_SOURCES)[number];

export const CONNECTION_HEALTH = ["ok", "throttled", "unreachable", "unchecked"] as const;
export type ConnectionHealth = (typeof CONNECTION_HEALTH)[number];

/** One account, Region and endpoint. Never a secret. */
export const connection = z.object({
  slug: z.string(),
  name: z.string(),
  region: z.string(),
  accountId: z.string().nullable(),
  credentialSource: z.enum(CREDENTIAL_SOURCES),
  profileName: z.string().nullable(),
  roleArn: z.string().nullable(),
  externalId: z.string().nullable(),
  endpointUrl: z.string().nullable(),
  isDemo: z.boolean(),
  health: z.enum(CONNECTION_HEALTH),
  healthMessage: z.string().nullable(),
  checkedAt: z.iso.datetime().nullable(),
  syncedAt: z.iso.datetime().nullable(),
  lastEventAt: z.iso.datetime().nullable(),
  receivesEvents: z.boolean(),
  pipelineCount: z.number().int(),
});
export type Connection = z.infer<typeof connection>;

export const connectionList = z.object({ connections: z.array(connection) });

const optionalText = z
  .string()
  .trim()
  .optional()
  .transform((text) => (text ? text : undefined));

/** How to reach it: what the test uses, and a connection keeps. */
const access = {
  region: z
    .string()
    .trim()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "A Region looks like eu-west-1."),
  credentialSource: z.enum(["default-chain", "profile", "assumed-role"]),
  profileName: optionalText,
  roleArn: optionalText,
  externalId: optionalText,
  endpointUrl: optionalText.pipe(
    z.url({ protocol: /^https?$/, error: "An endpoint is an http or https URL." }).optional(),
  ),
};

function requireSourceMembers(
  input: { credentialSource: string; profileName?: string | undefined; roleArn?: string | undefined },
  context: z.RefinementCtx,
): void {
  if (input.credentialSource === "profile" && !input.profileName) {
    context.addIssue({ code: "custom", path: ["profileName"], message: "Name the profile of your AWS configuration." });
  }
  if (input.credentialSource === "assumed-role" && !/^arn:aws[\w-]*:iam::\d{12}:role\/.+/.test(input.roleArn ?? "")) {
    context.addIssue({
      code: "custom",
      path: ["roleArn"],
      message: "A role ARN looks like arn:aws:iam::123456789012:role/penstock.",
    });
  }
}

/** What a test needs; the name only serves its messages. */
export const connectionAccess = z.object({ name: optionalText, ...access }).superRefine(requireSourceMembers);
export type ConnectionAccess = z.input<typeof connectionAccess>;

export const connectionInput = z
  .object({
    slug: z
      .string()
      .trim()
      .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, "Use lower-case letters, digits and hyphens, at most 63."),
    name: z.string().trim().min(1, "Give the connection a name.").max(80),
    ...access,
  })
  .superRefine(requireSourceMembers);
export type ConnectionInput = z.input<typeof connectionInput>;

/** Whether the connection can be used, found out by using it. `identityArn` is null where STS does not answer. */
export const connectionTest = z.discriminatedUnion("ok", [
  z.object({
    ok: z.literal(true),
    accountId: z.string().nullable(),
    identityArn: z.string().nullable(),
    region: z.string(),
    pipelineCount: z.number().int(),
  }),
  z.object({
    ok: z.literal(false),
    message: z.string(),
    awsError: z.string().nullable(),
    requestId: z.string().nullable(),
  }),
]);
export type ConnectionTest = z.infer<typeof connectionTest>;

/** The key is shown once; only its hash is kept. */
export const ingestKey = z.object({ url: z.string(), key: z.string() });

/** The history of what was imported follows in the background. */
export const importResult = z.object({ pipelines: z.number().int() });
