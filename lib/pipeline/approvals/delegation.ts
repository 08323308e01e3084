import { z } from "zod";

/** A right that is handed over longer than this is a role, and an admin's to give. */
export const LONGEST_DELEGATION_MS = 90 * 24 * 3_600_000;
const MOST_PIPELINES = 200;
const LONGEST_REASON = 200;

/** What a person asks for who hands their right to approve over. Instants are epoch milliseconds. */
export const delegationTerms = z
  .object({
    delegateId: z.uuid("Choose who may answer for you."),
    /** Null: every pipeline, those to come included. */
    pipelineIds: z
      .array(z.uuid())
      .min(1, "Choose at least one pipeline, or all of them.")
      .max(MOST_PIPELINES, `Choose at most ${MOST_PIPELINES} pipelines, or all of them.`)
      .nullable(),
    fromAt: z.number({ error: "Say from when." }),
    untilAt: z.number({ error: "Say until when." }),
    reason: z
      .string()
      .trim()
      .min(1, "Say why; everybody who sees such an answer can read it.")
      .max(LONGEST_REASON, `Use at most ${LONGEST_REASON} characters.`),
  })
  .refine(({ fromAt, untilAt }) => fromAt < untilAt, { error: "It must end after it begins.", path: ["untilAt"] })
  .refine(({ fromAt, untilAt }) => untilAt - fromAt <= LONGEST_DELEGATION_MS, {
    error: "At most 90 days; for longer, an admin can change a role.",
    path: ["untilAt"],
  });
export type DelegationTerms = z.infer<typeof delegationTerms>;

type Span = Pick<DelegationTerms, "fromAt" | "untilAt"> & { readonly revokedAt: number | null };

export const DELEGATION_STATUSES = ["upcoming", "in-force", "ended", "revoked"] as const;
export type DelegationStatus = (typeof DELEGATION_STATUSES)[number];

/** From its first instant until just before its last. */
export function delegationStatus({ fromAt, untilAt, revokedAt }: Span, at: number): DelegationStatus {
  if (revokedAt !== null) return "revoked";
  if (at < fromAt) return "upcoming";
  return at < untilAt ? "in-force" : "ended";
}

export function coversPipeline(
  { pipelineIds }: { readonly pipelineIds: readonly string[] | null },
  pipelineId: string,
): boolean {
  return pipelineIds === null || pipelineIds.includes(pipelineId);
}
