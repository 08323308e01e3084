import { z } from "zod";
import { sourceRevision } from "./execution-summary";

/** The service records at most this much with a decision. @see API_ApprovalResult */
export const APPROVAL_SUMMARY_LENGTH = 512;

/** A manual approval that waits now. */
export const approval = z.object({
  connection: z.string(),
  pipelineName: z.string(),
  pipelineExecutionId: z.string(),
  stageName: z.string(),
  actionName: z.string(),
  actionExecutionId: z.string(),
  /** What a decision must carry: it can answer this request and no other. Null for who may not approve. */
  token: z.string().nullable(),
  waitingSince: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  customData: z.string().nullable(),
  externalEntityLink: z.string().nullable(),
  sourceRevisions: z.array(sourceRevision),
  startedAt: z.iso.datetime(),
  /** An execution that waits in front of the same stage. */
  newerExecutionId: z.string().nullable(),
  isDemo: z.boolean(),
});
export type Approval = z.infer<typeof approval>;

/** The longest waiting first. */
export const approvalList = z.object({ approvals: z.array(approval) });

export const approvalDecision = z.object({
  stageName: z.string(),
  actionName: z.string(),
  token: z.string(),
  status: z.enum(["Approved", "Rejected"]),
  comment: z.string().max(APPROVAL_SUMMARY_LENGTH),
});
export type ApprovalDecision = z.infer<typeof approvalDecision>;

export const approvalResult = z.object({ approvedAt: z.iso.datetime(), summary: z.string() });
