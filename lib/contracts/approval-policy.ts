import { z } from "zod";
import { approvalPolicy } from "@/lib/pipeline/approvals/approval-policy";

const NAME_LENGTH = 100;

const scope = z.object({
  /** Empty: every stage. */
  stageName: z.string().max(NAME_LENGTH),
  /** Empty: every action of the stage. */
  actionName: z.string().max(NAME_LENGTH),
});

/** The approval policies of a pipeline, and who could be named in one. */
export const approvalPolicies = z.object({
  policies: z.array(scope.extend({ policy: approvalPolicy, updatedByName: z.string(), updatedAt: z.iso.datetime() })),
  /** Everybody whose role may approve. */
  approvers: z.array(z.object({ id: z.string(), name: z.string(), email: z.string(), role: z.string() })),
});
export type ApprovalPolicies = z.infer<typeof approvalPolicies>;

/** `policy` null takes it away. */
export const approvalPolicyToSave = scope
  .extend({ policy: approvalPolicy.nullable() })
  .refine(({ stageName, actionName }) => stageName !== "" || actionName === "", {
    error: "Name the stage of the action.",
    path: ["stageName"],
  });
export type ApprovalPolicyToSave = z.infer<typeof approvalPolicyToSave>;
