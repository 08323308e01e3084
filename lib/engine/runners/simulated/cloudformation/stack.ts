import { z } from "zod";

/** A stack of the simulated CloudFormation. */
export const stack = z.object({
  stackId: z.string(),
  status: z.enum([
    "REVIEW_IN_PROGRESS",
    "CREATE_COMPLETE",
    "CREATE_FAILED",
    "ROLLBACK_COMPLETE",
    "ROLLBACK_FAILED",
    "UPDATE_COMPLETE",
    "UPDATE_ROLLBACK_COMPLETE",
    "UPDATE_ROLLBACK_FAILED",
    "DELETE_FAILED",
  ]),
  /** Of template and parameters: the same again is no update. */
  contentHash: z.string().nullable(),
  outputs: z.record(z.string(), z.string()),
  changeSets: z.record(
    z.string(),
    z.object({
      contentHash: z.string(),
      outputs: z.record(z.string(), z.string()),
      hasChanges: z.boolean(),
      resources: z.number(),
    }),
  ),
});
export type Stack = z.infer<typeof stack>;

export const STACKS = "stacks";

/** A stack in one of these can be deleted, and nothing else. */
const FAILED: readonly Stack["status"][] = [
  "CREATE_FAILED",
  "ROLLBACK_COMPLETE",
  "ROLLBACK_FAILED",
  "UPDATE_ROLLBACK_FAILED",
  "DELETE_FAILED",
];

export function isFailed({ status }: Stack): boolean {
  return FAILED.includes(status);
}

/** Exists as CloudFormation counts it: a stack that waits for its first change set to run is still to be created. */
export function isCreated(found: Stack | null): found is Stack {
  return found !== null && found.status !== "REVIEW_IN_PROGRESS";
}
